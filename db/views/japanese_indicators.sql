-- project_indicators with Japanese names: 事業ごと・年度ごとの指標（最新の記載）.
--
-- 自治体: Municipality
-- 事業名: Latest name of the project
-- 年度: Fiscal year
-- 種別: Kind of indicator
-- 見出し: Printed group above it
-- 指標名: Name of the indicator
-- 区分: Result, target or forecast
-- 値: Number; NULL for a range
-- 下限: Lower end of a range
-- 上限: Upper end of a range
-- 付記: Printed words around it
-- 単位: Unit
-- 記載数: Reports that state it
-- 一致: Whether all of them agree
-- 報告書: Report it is taken from
SELECT
    m.name AS 自治体, i.project_name AS 事業名, i.fiscal_year AS 年度, k.ja AS 種別, i.heading AS 見出し, i.name AS 指標名,
    t.ja AS 区分, i.value AS 値, i.value_low AS 下限, i.value_high AS 上限, i.qualifier AS 付記, i.unit AS 単位,
    i.statements AS 記載数, i.agree AS 一致, i.report_id AS 報告書
FROM project_indicators i
JOIN municipalities m ON m.code = i.municipality_code
LEFT JOIN terms k ON k.vocabulary = 'indicator_kind' AND k.key = i.kind
LEFT JOIN terms t ON t.vocabulary = 'indicator_measure' AND t.key = i.measure
