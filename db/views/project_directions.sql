-- The verdicts for a project and fiscal year, each stage side by side 今後の方向性, and the one that settles it.
-- A sheet's own verdict comes before one that a later sheet repeats. Parts and verdicts for no known year are left out.
--
-- project_id: Project (projects.id)
-- municipality_code: Municipality 自治体
-- project_name: Latest name of the project 事務事業名
-- for_fiscal_year: Fiscal year 年度 that the verdicts are for
-- ex_ante_direction: Direction 方向性, evaluation in advance 事前評価
-- first_direction: Direction 方向性, first stage 一次評価
-- second_direction: Direction 方向性, second stage 二次評価
-- external_direction: Direction 方向性, external evaluation 外部評価
-- final_direction: Direction 方向性, final evaluation 最終評価
-- ex_ante_budget: Verdict on the budget 予算, evaluation in advance
-- first_budget: Verdict on the budget 予算, first stage
-- second_budget: Verdict on the budget 予算, second stage
-- external_budget: Verdict on the budget 予算, external evaluation
-- final_budget: Verdict on the budget 予算, final evaluation
-- stage: Stage that settles it: the latest performed (final, external, second, first)
-- direction: Direction at that stage; NULL: performed, but what it says couldn't be read
-- budget: Verdict on the budget at that stage
-- outcome: Verdict on the outcome 期待成果 at that stage
-- restated: Whether only a later sheet's repetition is known
-- report_id: Report that the settled verdict is taken from
WITH verdicts AS (
    SELECT
        r.project_id, f.for_fiscal_year, f.stage, f.direction, f.budget, f.outcome, f.restated, f.performed, f.status,
        f.report_id,
        row_number() OVER (
            PARTITION BY r.project_id, f.for_fiscal_year, f.stage ORDER BY f.restated, include(_best_first)
        ) AS place
    FROM evaluations f
    JOIN reports r ON r.id = f.report_id
    WHERE f.part_id IS NULL AND f.for_fiscal_year IS NOT NULL AND f.stage IS NOT NULL
        AND r.project_id IS NOT NULL AND r.superseded_by IS NULL AND include(_verdict)
),
settled AS (
    SELECT
        v.*,
        row_number() OVER (
            PARTITION BY v.project_id, v.for_fiscal_year
            ORDER BY CASE v.stage WHEN 'final' THEN 0 WHEN 'external' THEN 1 WHEN 'second' THEN 2 ELSE 3 END
        ) AS rank
    FROM verdicts v
    WHERE v.place = 1 AND v.stage <> 'ex_ante'
        -- A verdict on the budget alone settles no direction; one that can't be read keeps an earlier stage from it.
        AND (v.performed OR v.direction IS NOT NULL OR v.status IN ('ambiguous', 'unreadable'))
)
SELECT
    v.project_id, p.municipality_code, p.name AS project_name, v.for_fiscal_year,
    max(CASE WHEN v.stage = 'ex_ante' THEN v.direction END) AS ex_ante_direction,
    max(CASE WHEN v.stage = 'first' THEN v.direction END) AS first_direction,
    max(CASE WHEN v.stage = 'second' THEN v.direction END) AS second_direction,
    max(CASE WHEN v.stage = 'external' THEN v.direction END) AS external_direction,
    max(CASE WHEN v.stage = 'final' THEN v.direction END) AS final_direction,
    max(CASE WHEN v.stage = 'ex_ante' THEN v.budget END) AS ex_ante_budget,
    max(CASE WHEN v.stage = 'first' THEN v.budget END) AS first_budget,
    max(CASE WHEN v.stage = 'second' THEN v.budget END) AS second_budget,
    max(CASE WHEN v.stage = 'external' THEN v.budget END) AS external_budget,
    max(CASE WHEN v.stage = 'final' THEN v.budget END) AS final_budget,
    s.stage, s.direction, s.budget, s.outcome, s.restated, s.report_id
FROM verdicts v
JOIN projects p ON p.id = v.project_id
LEFT JOIN settled s ON s.project_id = v.project_id AND s.for_fiscal_year = v.for_fiscal_year AND s.rank = 1
WHERE v.place = 1
GROUP BY
    v.project_id, p.municipality_code, p.name, v.for_fiscal_year,
    s.stage, s.direction, s.budget, s.outcome, s.restated, s.report_id
