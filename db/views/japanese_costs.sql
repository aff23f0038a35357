-- project_costs with Japanese names: 事業ごと・年度ごとの事業費（最新の記載）.
--
-- 自治体: Municipality
-- 事業名: Latest name of the project
-- 年度: Fiscal year
-- 予算決算: Budget or settlement
-- 費目: Kind of cost
-- 内数: What it is a part of
-- 見出し: Printed headings
-- 金額_円: Amount in yen
-- 記載数: Reports that state it
-- 一致: Whether all of them agree
-- 報告書: Report it is taken from
SELECT
    m.name AS 自治体, c.project_name AS 事業名, c.fiscal_year AS 年度, b.ja AS 予算決算, i.ja AS 費目, w.ja AS 内数,
    c.label AS 見出し, c.amount_yen AS 金額_円, c.statements AS 記載数, c.agree AS 一致, c.report_id AS 報告書
FROM project_costs c
JOIN municipalities m ON m.code = c.municipality_code
LEFT JOIN terms b ON b.vocabulary = 'basis' AND b.key = c.basis
LEFT JOIN terms i ON i.vocabulary = 'item' AND i.key = c.item
LEFT JOIN terms w ON w.vocabulary = 'item' AND w.key = c.within
