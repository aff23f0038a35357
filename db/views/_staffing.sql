-- Queries before a view's own: every number in staffing, and under how many labels its report has the kind.
keyed_staffing AS (
    SELECT s.*, part.name AS part_name, fold(part.name) AS part_key, fold(s.label) AS label_key
    FROM staffing s
    LEFT JOIN parts part ON part.id = s.part_id
    WHERE s.status = 'value' AND coalesce(s.value, s.value_low, s.value_high) IS NOT NULL
),
labelled_staffing AS (
    SELECT
        k.*, min(k.label_key) OVER of_a_kind <> max(k.label_key) OVER of_a_kind AS by_label
    FROM keyed_staffing k
    WINDOW of_a_kind AS (
        PARTITION BY k.report_id, k.part_id, k.fiscal_year, k.fiscal_year_to, k.basis, k.kind, k.within, k.measure
    )
)
