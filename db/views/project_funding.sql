-- The best statement of every source of funding of a project 財源内訳. Parts and figures of several years are left out.
-- Never add up rows of different within: a part and its whole both have a row.
--
-- project_id: Project (projects.id)
-- municipality_code: Municipality 自治体
-- project_name: Latest name of the project 事務事業名
-- fiscal_year: Fiscal year 年度; NULL: undated
-- basis: Budget or settlement 予算・決算の別
-- source: Source of funding 財源
-- within: What it is a part of 内数
-- sums_to: The cost that the sources add up to
-- label: Printed headings 見出し
-- amount_yen: Amount 金額 in yen
-- precision_yen: Width of the last printed digit in yen
-- note: What the form says besides
-- statements: Reports that state it, superseded ones too
-- agree: Whether all of them agree, as far as rounding lets one tell
-- sheet_fiscal_year: Year that the report was made in
-- report_id: Report it is taken from
SELECT
    s.project_id, p.municipality_code, p.name AS project_name, s.fiscal_year, s.basis, s.source, s.within, s.sums_to,
    s.label, s.amount_yen, s.precision_yen, s.note, s.statements, s.agree, s.sheet_fiscal_year, s.report_id
FROM (include(_funding_statements)) s
JOIN projects p ON p.id = s.project_id
WHERE s.place = 1 AND s.superseded_by IS NULL AND s.part_id IS NULL AND s.fiscal_year_to IS NULL
