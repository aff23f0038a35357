-- Which project goes on under which other name or code 事業の継承: one row per project that another follows by a confirmed
-- link (renamed or recoded, one to one; see project_links). In all views the earlier project's reports count as the
-- current one's, so that one history runs through; the tables keep them apart. Merged and split projects have histories
-- of their own.
--
-- project_id: Earlier project (projects.id)
-- municipality_code: Municipality 自治体
-- name: Latest name of the earlier project 事務事業名
-- current_project_id: The project that its history goes on in today (projects.id)
-- current_name: Latest name of that project
-- steps: Links between the two
WITH RECURSIVE followed AS (
    SELECT l.from_project_id, l.to_project_id
    FROM project_links l
    WHERE l.confirmed_by IS NOT NULL AND l.kind IN ('renamed', 'recoded') AND NOT EXISTS (
        SELECT 1
        FROM project_links o
        WHERE o.id <> l.id AND o.confirmed_by IS NOT NULL AND o.kind IN ('renamed', 'recoded')
            AND (o.from_project_id = l.from_project_id OR o.to_project_id = l.to_project_id)
    )
),
chain AS (
    SELECT f.from_project_id AS project_id, f.to_project_id AS current_project_id, 1 AS steps FROM followed f
    UNION ALL
    SELECT c.project_id, f.to_project_id, c.steps + 1
    FROM chain c
    JOIN followed f ON f.from_project_id = c.current_project_id
    WHERE c.steps < 200
)
SELECT
    c.project_id, p.municipality_code, p.name, c.current_project_id, n.name AS current_name, c.steps
FROM chain c
JOIN projects p ON p.id = c.project_id
JOIN projects n ON n.id = c.current_project_id
WHERE NOT EXISTS (SELECT 1 FROM followed f WHERE f.from_project_id = c.current_project_id)
