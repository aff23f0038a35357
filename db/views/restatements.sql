-- Every statement that doesn't agree with another one of the same thing, and the one it contradicts: the best, or where
-- it agrees with the best, the lowest. Sub-projects, figures of several years and superseded reports are in it too.
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
-- value: What the one report says, in yen or in its unit; NULL for a range
-- other_value: What the other report says
-- raw: The one as printed
-- other_raw: The other as printed
-- report_id: The one report
-- other_report_id: The other report
-- sheet_fiscal_year: Year that the one report was made in
-- other_sheet_fiscal_year: Year that the other report was made in
WITH include(_indicators),
include(_staffing),
statements AS (
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
against AS (
    SELECT
        s.*,
        first_value(s.low) OVER best AS best_low, first_value(s.high) OVER best AS best_high,
        first_value(s.high) OVER lowest AS lowest_high,
        first_value(s.value) OVER best AS best_value,
        first_value(s.value) OVER lowest AS lowest_value,
        first_value(s.raw) OVER best AS best_raw,
        first_value(s.raw) OVER lowest AS lowest_raw,
        first_value(s.report_id) OVER best AS best_report_id,
        first_value(s.report_id) OVER lowest AS lowest_report_id,
        first_value(s.sheet_fiscal_year) OVER best AS best_sheet_fiscal_year,
        first_value(s.sheet_fiscal_year) OVER lowest AS lowest_sheet_fiscal_year
    FROM statements s
    WINDOW
        best AS (PARTITION BY s.fact, s.thing ORDER BY s.place),
        lowest AS (PARTITION BY s.fact, s.thing ORDER BY s.high, s.place)
),
judged AS (
    SELECT
        a.*,
        CASE
            WHEN NOT (a.low < a.best_high AND a.best_low < a.high) THEN 'best'
            WHEN a.place > 1 AND a.low >= a.lowest_high THEN 'lowest'
        END AS contradicts
    FROM against a
)
SELECT
    j.fact, j.project_id, p.municipality_code, p.name AS project_name, j.part_name, j.fiscal_year, j.fiscal_year_to,
    j.basis, j.item, j.within, j.measure,
    j.value, CASE j.contradicts WHEN 'best' THEN j.best_value ELSE j.lowest_value END AS other_value,
    j.raw, CASE j.contradicts WHEN 'best' THEN j.best_raw ELSE j.lowest_raw END AS other_raw,
    j.report_id, CASE j.contradicts WHEN 'best' THEN j.best_report_id ELSE j.lowest_report_id END AS other_report_id,
    j.sheet_fiscal_year,
    CASE j.contradicts WHEN 'best' THEN j.best_sheet_fiscal_year ELSE j.lowest_sheet_fiscal_year END
        AS other_sheet_fiscal_year
FROM judged j
JOIN projects p ON p.id = j.project_id
WHERE j.contradicts IS NOT NULL
