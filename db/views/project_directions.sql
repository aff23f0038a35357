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
        q.*,
        row_number() OVER (
            PARTITION BY q.project_id, q.for_fiscal_year, q.stage ORDER BY q.restated, include(_best_first)
        ) AS place
    FROM (
        SELECT
            include(_of_report), f.for_fiscal_year, f.stage, f.direction, f.budget, f.outcome, f.restated, f.performed,
            f.status
        FROM evaluations f
        JOIN include(_reports) r ON r.id = f.report_id
        WHERE f.part_id IS NULL AND f.for_fiscal_year IS NOT NULL AND f.stage IS NOT NULL
            AND r.project_id IS NOT NULL AND r.superseded_by IS NULL AND include(_verdict)
    ) q
),
staged AS (
    SELECT
        v.*,
        -- A verdict on the budget alone settles no direction; one that can't be read keeps an earlier stage from it.
        CASE WHEN v.stage <> 'ex_ante'
            AND (v.performed OR v.direction IS NOT NULL OR v.status IN ('ambiguous', 'unreadable'))
            THEN CASE v.stage WHEN 'final' THEN 0 WHEN 'external' THEN 1 WHEN 'second' THEN 2 ELSE 3 END
        END AS rank
    FROM verdicts v
    WHERE v.place = 1
),
settled AS (
    SELECT
        s.*,
        CASE WHEN s.rank = min(s.rank) OVER (PARTITION BY s.project_id, s.for_fiscal_year) THEN 1 ELSE 0 END AS settles
    FROM staged s
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
    max(CASE WHEN v.settles = 1 THEN v.stage END) AS stage,
    max(CASE WHEN v.settles = 1 THEN v.direction END) AS direction,
    max(CASE WHEN v.settles = 1 THEN v.budget END) AS budget,
    max(CASE WHEN v.settles = 1 THEN v.outcome END) AS outcome,
    max(CASE WHEN v.settles = 1 THEN CASE WHEN v.restated THEN 1 ELSE 0 END END) = 1 AS restated,
    max(CASE WHEN v.settles = 1 THEN v.report_id END) AS report_id
FROM settled v
JOIN projects p ON p.id = v.project_id
GROUP BY v.project_id, p.municipality_code, p.name, v.for_fiscal_year
