-- The settled verdict for a fiscal year, and what then happened to the cost: that year against the year before.
-- Amounts are compared only where both years state them in the same scope.
--
-- project_id: Project (projects.id)
-- municipality_code: Municipality 自治体
-- project_name: Latest name of the project 事務事業名
-- fiscal_year: Fiscal year 年度 that the verdict is for
-- stage: Stage that settled it
-- direction: Direction 方向性
-- budget_verdict: Verdict on the budget 予算
-- cost_scope: Scope of the settlements: 'total' or 'direct'; NULL: they can't be compared
-- before_yen: Settlement 決算 of the year before
-- after_yen: Settlement 決算 of the year
-- change_yen: Difference between them
-- change_percent: The same in percent of the year before, to one decimal
-- budget_scope: Scope of the budgets; NULL: they can't be compared
-- budget_before_yen: Budget 予算 of the year before
-- budget_after_yen: Budget 予算 of the year, of the same kind
-- budget_change_yen: Difference between them
WITH years AS (
    SELECT * FROM project_years
),
compared AS (
    SELECT
        d.project_id, d.municipality_code, d.project_name, d.for_fiscal_year, d.stage, d.direction, d.budget,
        b.settlement_yen AS b_settlement, a.settlement_yen AS a_settlement, b.direct_yen AS b_direct,
        a.direct_yen AS a_direct, b.budget_yen AS b_budget, a.budget_yen AS a_budget,
        CASE
            WHEN b.cost_scope = a.cost_scope AND b.settlement_yen IS NOT NULL AND a.settlement_yen IS NOT NULL
                THEN a.cost_scope
            WHEN b.direct_yen IS NOT NULL AND a.direct_yen IS NOT NULL THEN 'direct'
        END AS cost_scope,
        CASE WHEN b.cost_scope = a.cost_scope AND b.budget_basis = a.budget_basis THEN a.cost_scope END AS budget_scope,
        CASE WHEN b.cost_scope = a.cost_scope THEN 1 ELSE 0 END AS same_scope
    FROM project_directions d
    LEFT JOIN years a ON a.project_id = d.project_id AND a.fiscal_year = d.for_fiscal_year
    LEFT JOIN years b ON b.project_id = d.project_id AND b.fiscal_year = d.for_fiscal_year - 1
    WHERE d.stage IS NOT NULL
),
amounts AS (
    SELECT
        c.*,
        CASE WHEN cost_scope IS NULL THEN NULL WHEN same_scope = 1 THEN b_settlement ELSE b_direct END AS before_yen,
        CASE WHEN cost_scope IS NULL THEN NULL WHEN same_scope = 1 THEN a_settlement ELSE a_direct END AS after_yen
    FROM compared c
)
SELECT
    project_id, municipality_code, project_name, for_fiscal_year AS fiscal_year, stage, direction,
    budget AS budget_verdict, cost_scope, before_yen, after_yen, after_yen - before_yen AS change_yen,
    round(100.0 * (after_yen - before_yen) / nullif(before_yen, 0), 1) AS change_percent,
    budget_scope,
    CASE WHEN budget_scope IS NOT NULL THEN b_budget END AS budget_before_yen,
    CASE WHEN budget_scope IS NOT NULL THEN a_budget END AS budget_after_yen,
    CASE WHEN budget_scope IS NOT NULL THEN a_budget - b_budget END AS budget_change_yen
FROM amounts
