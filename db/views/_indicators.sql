-- Queries before a view's own: every indicator, and which are the same. Not one in the other, since SQLite's parser has
-- no room for that. A sheet and a summary of one project and year state one indicator, though the one leaves out its
-- unit or words the group above it otherwise: where a name stands once in each, and the units don't contradict each
-- other, the group of the sheet and the unit that is printed hold for both.
keyed_indicators AS (
    SELECT
        i.id, i.report_id, r.project_id, i.part_id, part.name AS part_name, i.kind, i.heading, i.name, i.formula, i.unit,
        i.direction, fold(i.heading) AS heading_key, fold(i.name) AS name_key, fold(i.unit) AS unit_key,
        fold(part.name) AS part_key, CASE WHEN part.name IS NULL THEN i.part_id END AS lone_part,
        coalesce(CAST(r.fiscal_year AS TEXT), i.report_id) AS year_key,
        CASE r.kind WHEN 'sheet' THEN 0 WHEN 'list_row' THEN 1 ELSE 2 END AS kind_rank
    FROM indicators i
    JOIN include(_reports) r ON r.id = i.report_id
    LEFT JOIN parts part ON part.id = i.part_id
    WHERE r.project_id IS NOT NULL
),
counted_indicators AS (
    SELECT
        k.*, count(*) OVER namesakes AS times,
        -- What has no name is never the same thing as another, but a report's only 対象数 or 利用数 needs none.
        CASE WHEN k.name IS NULL AND (k.kind NOT IN ('population', 'users') OR count(*) OVER namesakes > 1) THEN k.id END
            AS nameless
    FROM keyed_indicators k
    WINDOW namesakes AS (PARTITION BY k.report_id, k.kind, k.name_key, k.part_key, k.lone_part)
),
paired_indicators AS (
    SELECT
        c.*,
        max(c.times) OVER pair = 1 AND coalesce(min(c.unit_key) OVER pair = max(c.unit_key) OVER pair, TRUE) AS paired,
        max(c.unit_key) OVER pair AS pair_unit_key,
        max(c.unit) OVER pair AS pair_unit,
        first_value(c.heading_key) OVER sheet_first AS pair_heading_key
    FROM counted_indicators c
    WINDOW
        pair AS (PARTITION BY c.project_id, c.year_key, c.kind, c.name_key, c.nameless, c.part_key, c.lone_part),
        sheet_first AS (
            PARTITION BY c.project_id, c.year_key, c.kind, c.name_key, c.nameless, c.part_key, c.lone_part
            ORDER BY c.kind_rank, c.report_id
        )
),
compared_indicators AS (
    SELECT
        p.id, p.part_id, p.part_name, p.kind, p.heading, p.name, p.formula,
        coalesce(p.unit, CASE WHEN p.paired THEN p.pair_unit END) AS unit,
        CASE
            WHEN p.direction IS NULL AND min(p.direction) OVER same = max(p.direction) OVER same
                THEN min(p.direction) OVER same
            ELSE p.direction
        END AS direction,
        min(p.id) OVER same AS same_indicator
    FROM paired_indicators p
    WINDOW same AS (
        PARTITION BY
            p.project_id, p.kind, CASE WHEN p.paired THEN p.pair_heading_key ELSE p.heading_key END, p.name_key,
            CASE WHEN p.paired THEN p.pair_unit_key ELSE p.unit_key END, p.nameless, p.part_key, p.lone_part
    )
)
