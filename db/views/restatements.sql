-- Two statements of the same thing that don't agree: one row per pair. Sub-projects, figures of several years and
-- superseded reports are in it too.
--
-- fact: Table that both are in: costs, funding, staffing or indicator_values
-- project_id: Project (projects.id)
-- municipality_code: Municipality 自治体
-- project_name: Latest name of the project 事務事業名
-- part_name: Name of the sub-project 細事業名; NULL: the project as a whole, or it has none
-- fiscal_year: Fiscal year 年度
-- fiscal_year_to: Last fiscal year, where one figure covers several
-- basis: Budget or settlement 予算・決算の別; NULL for indicators
-- item: Item of cost, source of funding, kind of staff, or name of the indicator
-- within: What it is a part of 内数; NULL for indicators
-- measure: 'yen', or what is counted or measured
-- other_value: The other value, in yen or in its unit; NULL for a range
-- preferred_value: The preferred value, in yen or in its unit; NULL for a range
-- other_raw: The other value as printed
-- preferred_raw: The preferred value as printed
-- other_report_id: Report of the other value
-- preferred_report_id: Report of the preferred value (see "of the same thing")
-- other_sheet_fiscal_year: Year that the report of the other value was made in
-- preferred_sheet_fiscal_year: Year that the report of the preferred value was made in
WITH statements AS (
    SELECT
        'costs' AS fact, s.thing, s.place, s.project_id, s.part_name, s.fiscal_year, s.fiscal_year_to, s.basis, s.item,
        s.within, 'yen' AS measure, s.amount_yen AS value, s.low, s.high, s.raw, s.report_id, s.sheet_fiscal_year
    FROM (include(_cost_statements)) s WHERE NOT s.agree
    UNION ALL
    SELECT
        'funding', s.thing, s.place, s.project_id, s.part_name, s.fiscal_year, s.fiscal_year_to, s.basis, s.source,
        s.within, 'yen', s.amount_yen, s.low, s.high, s.raw, s.report_id, s.sheet_fiscal_year
    FROM (include(_funding_statements)) s WHERE NOT s.agree
    UNION ALL
    SELECT
        'staffing', s.thing, s.place, s.project_id, s.part_name, s.fiscal_year, s.fiscal_year_to, s.basis, s.kind,
        s.within, s.measure, s.value, s.low, s.high, s.raw, s.report_id, s.sheet_fiscal_year
    FROM (include(_staffing_statements)) s WHERE NOT s.agree
    UNION ALL
    SELECT
        'indicator_values', s.thing, s.place, s.project_id, s.part_name, s.fiscal_year, s.fiscal_year_to, NULL, s.name,
        NULL, s.measure, s.value, s.low, s.high, s.raw, s.report_id, s.sheet_fiscal_year
    FROM (include(_indicator_statements)) s WHERE NOT s.agree
),
others AS (  -- grouped by what is unique anyway: without it SQLite makes no index, and pairs every row with every other
    SELECT fact, thing, place, value, low, high, raw, report_id, sheet_fiscal_year
    FROM statements
    GROUP BY fact, thing, place, value, low, high, raw, report_id, sheet_fiscal_year
)
SELECT
    b.fact, b.project_id, p.municipality_code, p.name AS project_name, b.part_name, b.fiscal_year, b.fiscal_year_to,
    b.basis, b.item, b.within, b.measure, w.value AS other_value, b.value AS preferred_value, w.raw AS other_raw,
    b.raw AS preferred_raw, w.report_id AS other_report_id, b.report_id AS preferred_report_id,
    w.sheet_fiscal_year AS other_sheet_fiscal_year, b.sheet_fiscal_year AS preferred_sheet_fiscal_year
FROM statements b
JOIN others w ON w.fact = b.fact AND w.thing = b.thing AND w.place > b.place
JOIN projects p ON p.id = b.project_id
WHERE NOT (b.low < w.high AND w.low < b.high)
