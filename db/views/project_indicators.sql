-- The best statement of every number of an indicator 指標値. Parts and figures of several years are left out.
--
-- project_id: Project (projects.id)
-- municipality_code: Municipality 自治体
-- project_name: Latest name of the project 事務事業名
-- fiscal_year: Fiscal year 年度; NULL: undated, as a final goal is
-- kind: Kind of indicator 指標の種別
-- heading: Printed group above it
-- name: Name of the indicator 指標名
-- measure: Result, target or forecast 実績・目標・見込み
-- value: Number in its unit; NULL for a range
-- value_low: Lower end of a range
-- value_high: Upper end of a range
-- qualifier: Printed words around it: 約, 程度
-- unit: Unit 単位 of the number
-- direction: Whether more or less is better, from whichever report says it
-- formula: How it is computed 計算方法
-- note: What the form says besides
-- statements: Reports that state it, superseded ones too
-- agree: Whether all of them agree, as far as the printed digits let one tell
-- sheet_fiscal_year: Year that the report was made in
-- report_id: Report it is taken from
WITH include(_indicators)
SELECT
    s.project_id, p.municipality_code, p.name AS project_name, s.fiscal_year, s.kind, s.heading, s.name, s.measure,
    s.value, s.value_low, s.value_high, s.qualifier,
    CASE WHEN s.measure = 'achievement_rate' THEN s.unit ELSE coalesce(s.unit, s.indicator_unit) END AS unit,
    s.direction, s.formula, s.note, s.statements, s.agree, s.sheet_fiscal_year, s.report_id
FROM (include(_indicator_statements)) s
JOIN projects p ON p.id = s.project_id
WHERE s.place = 1 AND s.superseded_by IS NULL AND s.part_id IS NULL AND s.fiscal_year_to IS NULL
