-- One row per project and fiscal year that any report states a cost, funding, staffing or verdict for; most questions
-- need no other view. Budgets stand in the columns called budget, all other amounts and staff are settlements 決算.
-- Parts and figures of several years are left out.
--
-- project_id: Project (projects.id)
-- municipality_code: Municipality 自治体
-- fiscal_year: Fiscal year 年度
-- name: Latest name of the project 事務事業名
-- department: Latest department in charge 所管
-- department_then: Department in charge in that year, as a sheet made in it prints; NULL: no sheet of that year does
-- budget_yen: Budget 予算 in yen, of the scope in cost_scope: as first adopted, else revised, else of unknown kind
-- budget_basis: Which of these budgets that is
-- settlement_yen: Settlement 決算 in yen, of the scope in cost_scope
-- cost_scope: 'total' where a total cost is stated (the settlement's, else the budget's), else 'direct'
-- direct_yen: Settlement of the direct cost 事業費, staff not added
-- direct_budget_yen: Budget of the direct cost, to compare with direct_yen
-- personnel_yen: Settlement of the cost of staff 人件費
-- general_yen: General revenue 一般財源 in the settlement
-- funding_sums_to: The cost that general_yen and the other sources add up to
-- staff_fte: Staff 人工 in the settlement: the stated total, else the sum of the kinds stated
-- direction: Settled verdict 方向性 for this year (see project_directions)
-- statements: Reports that state anything for this year, superseded ones too
-- agree: Whether all reports agree on the year's budget, total, direct and staff cost, general revenue and staff, as far
--   as rounding lets one tell; NULL: none of these is stated
WITH include(_staffing),
picked_costs AS (
    SELECT
        c.project_id, c.fiscal_year, c.basis, c.item, c.amount_yen, c.agree,
        row_number() OVER (
            PARTITION BY c.project_id, c.fiscal_year, c.basis, c.item
            ORDER BY c.sheet_fiscal_year DESC NULLS LAST, c.within NULLS FIRST
        ) AS place
    FROM project_costs c
    WHERE c.item IN ('total', 'direct', 'personnel') AND (c.within IS NULL OR c.within = 'total')
        AND (c.basis IN ('initial_budget', 'revised_budget', 'budget') AND c.item <> 'personnel'
            OR c.basis = 'settlement')
),
costs_of_year AS (
    SELECT
        project_id, fiscal_year,
        max(CASE WHEN basis = 'settlement' AND item = 'total' THEN amount_yen END) AS total,
        max(CASE WHEN basis = 'settlement' AND item = 'direct' THEN amount_yen END) AS direct,
        max(CASE WHEN basis = 'settlement' AND item = 'personnel' THEN amount_yen END) AS personnel,
        max(CASE WHEN basis = 'initial_budget' AND item = 'total' THEN amount_yen END) AS initial_total,
        max(CASE WHEN basis = 'revised_budget' AND item = 'total' THEN amount_yen END) AS revised_total,
        max(CASE WHEN basis = 'budget' AND item = 'total' THEN amount_yen END) AS budget_total,
        max(CASE WHEN basis = 'initial_budget' AND item = 'direct' THEN amount_yen END) AS initial_direct,
        max(CASE WHEN basis = 'revised_budget' AND item = 'direct' THEN amount_yen END) AS revised_direct,
        max(CASE WHEN basis = 'budget' AND item = 'direct' THEN amount_yen END) AS budget_direct
    FROM picked_costs
    WHERE place = 1
    GROUP BY project_id, fiscal_year
),
scoped AS (
    SELECT
        c.*,
        CASE
            WHEN total IS NOT NULL THEN 'total'
            WHEN direct IS NOT NULL THEN 'direct'
            WHEN coalesce(initial_total, revised_total, budget_total) IS NOT NULL THEN 'total'
            WHEN coalesce(initial_direct, revised_direct, budget_direct) IS NOT NULL THEN 'direct'
        END AS cost_scope
    FROM costs_of_year c
),
general AS (
    SELECT
        g.project_id, g.fiscal_year, g.amount_yen, g.sums_to, g.agree,
        row_number() OVER (
            PARTITION BY g.project_id, g.fiscal_year
            ORDER BY g.sheet_fiscal_year DESC NULLS LAST, g.within NULLS FIRST
        ) AS place
    FROM project_funding g
    WHERE g.source = 'general' AND g.basis = 'settlement' AND (g.within IS NULL OR g.within = 'total')
),
general_of_year AS (
    SELECT project_id, fiscal_year, max(amount_yen) AS amount_yen, max(sums_to) AS sums_to
    FROM general
    WHERE place = 1
    GROUP BY project_id, fiscal_year
),
staff AS (
    SELECT
        s.project_id, s.fiscal_year, s.kind, s.value, s.agree,
        -- Of a kind under several labels, all rows of one report count, and none of another.
        rank() OVER (
            PARTITION BY s.project_id, s.fiscal_year, s.kind
            ORDER BY
                s.sheet_fiscal_year DESC NULLS LAST, CASE WHEN s.within IS NULL THEN 0 ELSE 1 END,
                CASE s.report_kind WHEN 'sheet' THEN 0 WHEN 'list_row' THEN 1 ELSE 2 END, s.report_id
        ) AS place
    FROM (include(_staffing_statements)) s
    WHERE s.place = 1 AND s.superseded_by IS NULL AND s.part_id IS NULL AND s.fiscal_year_to IS NULL
        AND s.basis = 'settlement' AND s.measure = 'fte' AND s.kind <> 'quota' AND s.value IS NOT NULL
        AND (s.within IS NULL OR s.within = 'total')
),
staff_of_year AS (
    SELECT
        project_id, fiscal_year,
        coalesce(
            max(CASE WHEN kind = 'total' THEN value END), sum(CASE WHEN kind <> 'total' THEN value END)
        ) AS fte
    FROM staff
    WHERE place = 1
    GROUP BY project_id, fiscal_year
),
departments AS (
    SELECT
        r.project_id, r.sheet_fiscal_year, r.department,
        row_number() OVER (
            PARTITION BY r.project_id, r.sheet_fiscal_year
            ORDER BY CASE r.kind WHEN 'sheet' THEN 0 WHEN 'list_row' THEN 1 ELSE 2 END, r.id
        ) AS place
    FROM include(_reports) r
    WHERE r.superseded_by IS NULL AND r.department IS NOT NULL
),
agreement AS (
    SELECT project_id, fiscal_year, min(CASE WHEN agree THEN 1 ELSE 0 END) = 1 AS agree
    FROM (
        SELECT project_id, fiscal_year, agree FROM picked_costs WHERE place = 1
        UNION ALL SELECT project_id, fiscal_year, agree FROM general WHERE place = 1
        UNION ALL SELECT project_id, fiscal_year, agree FROM staff WHERE place = 1
    ) shown
    GROUP BY project_id, fiscal_year
),
years AS (
    SELECT r.project_id, said.fiscal_year, count(DISTINCT r.id) AS statements
    FROM (
        SELECT f.report_id, f.fiscal_year FROM costs f
        WHERE f.status = 'value' AND f.part_id IS NULL AND f.fiscal_year_to IS NULL
        UNION ALL SELECT f.report_id, f.fiscal_year FROM funding f
        WHERE f.status = 'value' AND f.part_id IS NULL AND f.fiscal_year_to IS NULL
        UNION ALL SELECT f.report_id, f.fiscal_year FROM staffing f
        WHERE f.status = 'value' AND f.part_id IS NULL AND f.fiscal_year_to IS NULL
        UNION ALL SELECT f.report_id, f.for_fiscal_year FROM evaluations f
        WHERE f.part_id IS NULL AND include(_verdict)
    ) said
    JOIN include(_reports) r ON r.id = said.report_id
    WHERE r.project_id IS NOT NULL AND said.fiscal_year IS NOT NULL
    GROUP BY r.project_id, said.fiscal_year
    HAVING min(CASE WHEN r.superseded_by IS NULL THEN 0 ELSE 1 END) = 0
)
SELECT
    y.project_id, p.municipality_code, y.fiscal_year, p.name, p.department, w.department AS department_then,
    CASE c.cost_scope
        WHEN 'total' THEN coalesce(c.initial_total, c.revised_total, c.budget_total)
        ELSE coalesce(c.initial_direct, c.revised_direct, c.budget_direct)
    END AS budget_yen,
    CASE
        WHEN CASE c.cost_scope WHEN 'total' THEN c.initial_total ELSE c.initial_direct END IS NOT NULL
            THEN 'initial_budget'
        WHEN CASE c.cost_scope WHEN 'total' THEN c.revised_total ELSE c.revised_direct END IS NOT NULL
            THEN 'revised_budget'
        WHEN CASE c.cost_scope WHEN 'total' THEN c.budget_total ELSE c.budget_direct END IS NOT NULL
            THEN 'budget'
    END AS budget_basis,
    CASE c.cost_scope WHEN 'total' THEN c.total ELSE c.direct END AS settlement_yen,
    c.cost_scope,
    c.direct AS direct_yen,
    coalesce(c.initial_direct, c.revised_direct, c.budget_direct) AS direct_budget_yen,
    c.personnel AS personnel_yen,
    g.amount_yen AS general_yen,
    g.sums_to AS funding_sums_to,
    s.fte AS staff_fte,
    d.direction,
    y.statements,
    a.agree
FROM years y
JOIN projects p ON p.id = y.project_id
LEFT JOIN scoped c ON c.project_id = y.project_id AND c.fiscal_year = y.fiscal_year
LEFT JOIN general_of_year g ON g.project_id = y.project_id AND g.fiscal_year = y.fiscal_year
LEFT JOIN staff_of_year s ON s.project_id = y.project_id AND s.fiscal_year = y.fiscal_year
LEFT JOIN project_directions d ON d.project_id = y.project_id AND d.for_fiscal_year = y.fiscal_year
LEFT JOIN agreement a ON a.project_id = y.project_id AND a.fiscal_year = y.fiscal_year
LEFT JOIN departments w ON w.project_id = y.project_id AND w.sheet_fiscal_year = y.fiscal_year AND w.place = 1
