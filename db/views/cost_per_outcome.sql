-- What an outcome cost: one row per outcome indicator 成果指標, project and fiscal year with a result.
-- Never add up settlement_yen here: a project with two indicators has its cost in two rows.
--
-- project_id: Project (projects.id)
-- municipality_code: Municipality 自治体
-- project_name: Latest name of the project 事務事業名
-- fiscal_year: Fiscal year 年度
-- indicator: Name of the indicator 指標名
-- unit: Unit 単位
-- direction: Whether more or less is better, from whichever report says it
-- actual: Result 実績
-- target: Target 目標
-- printed_rate: Achievement rate 達成率 as printed
-- computed_rate: Rate in percent, to one decimal, from result and target (less is better: target / result); NULL:
--   direction unknown
-- settlement_yen: Settlement 決算 of the whole project
-- cost_scope: What the settlement covers: 'total' or 'direct'
-- yen_per_unit: Settlement per unit of the result, to 0.01 yen; NULL where less is better, or the result is 0
-- agree: Whether all reports agree on the result
-- report_id: Report that the result is taken from
WITH include(_indicators),
results AS (
    SELECT
        s.project_id, s.same_indicator, s.fiscal_year,
        max(CASE WHEN s.measure = 'actual' THEN s.name END) AS name,
        max(CASE WHEN s.measure = 'actual' THEN coalesce(s.unit, s.indicator_unit) END) AS unit,
        max(CASE WHEN s.measure = 'actual' THEN s.direction END) AS direction,
        max(CASE WHEN s.measure = 'actual' THEN s.value END) AS actual,
        max(CASE WHEN s.measure = 'target' THEN s.value END) AS target,
        max(CASE WHEN s.measure = 'achievement_rate' THEN s.value END) AS printed_rate,
        max(CASE WHEN s.measure = 'actual' AND s.agree THEN 1 ELSE 0 END) = 1 AS agree,
        max(CASE WHEN s.measure = 'actual' THEN s.report_id END) AS report_id
    FROM (include(_indicator_statements)) s
    WHERE s.place = 1 AND s.superseded_by IS NULL AND s.part_id IS NULL AND s.fiscal_year_to IS NULL
        AND s.kind = 'outcome' AND s.measure IN ('actual', 'target', 'achievement_rate') AND s.fiscal_year IS NOT NULL
    GROUP BY s.project_id, s.same_indicator, s.fiscal_year
)
SELECT
    a.project_id, p.municipality_code, p.name AS project_name, a.fiscal_year, a.name AS indicator, a.unit, a.direction,
    a.actual, a.target, a.printed_rate,
    CASE a.direction
        WHEN 'increase' THEN round(100.0 * a.actual / nullif(a.target, 0), 1)
        WHEN 'decrease' THEN round(100.0 * a.target / nullif(a.actual, 0), 1)
    END AS computed_rate,
    y.settlement_yen, y.cost_scope,
    CASE WHEN coalesce(a.direction, 'increase') = 'increase' THEN round(1.0 * y.settlement_yen / nullif(a.actual, 0), 2) END
        AS yen_per_unit,
    a.agree, a.report_id
FROM results a
JOIN projects p ON p.id = a.project_id
LEFT JOIN project_years y ON y.project_id = a.project_id AND y.fiscal_year = a.fiscal_year
WHERE a.actual IS NOT NULL
