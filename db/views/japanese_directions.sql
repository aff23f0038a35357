-- project_directions with Japanese names: 事業ごと・対象年度ごとの今後の方向性.
--
-- 自治体: Municipality
-- 事業名: Latest name of the project
-- 対象年度: Fiscal year that the verdicts are for
-- 事前評価: Direction, evaluation in advance
-- 一次評価: Direction, first stage
-- 二次評価: Direction, second stage
-- 外部評価: Direction, external evaluation
-- 最終評価: Direction, final evaluation
-- 決定段階: Stage that settles it
-- 方向性: Direction at that stage
-- 予算: Verdict on the budget at that stage
-- 期待成果: Verdict on the outcome at that stage
-- 報告書: Report that the settled verdict is taken from
SELECT
    m.name AS 自治体, d.project_name AS 事業名, d.for_fiscal_year AS 対象年度, t0.ja AS 事前評価, t1.ja AS 一次評価,
    t2.ja AS 二次評価, t3.ja AS 外部評価, t4.ja AS 最終評価, s.ja AS 決定段階, t.ja AS 方向性, b.ja AS 予算,
    o.ja AS 期待成果, d.report_id AS 報告書
FROM project_directions d
JOIN municipalities m ON m.code = d.municipality_code
LEFT JOIN terms t0 ON t0.vocabulary = 'direction' AND t0.key = d.ex_ante_direction
LEFT JOIN terms t1 ON t1.vocabulary = 'direction' AND t1.key = d.first_direction
LEFT JOIN terms t2 ON t2.vocabulary = 'direction' AND t2.key = d.second_direction
LEFT JOIN terms t3 ON t3.vocabulary = 'direction' AND t3.key = d.external_direction
LEFT JOIN terms t4 ON t4.vocabulary = 'direction' AND t4.key = d.final_direction
LEFT JOIN terms s ON s.vocabulary = 'stage' AND s.key = d.stage
LEFT JOIN terms t ON t.vocabulary = 'direction' AND t.key = d.direction
LEFT JOIN terms b ON b.vocabulary = 'budget' AND b.key = d.budget
LEFT JOIN terms o ON o.vocabulary = 'outcome' AND o.key = d.outcome
