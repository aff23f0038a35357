coalesce(f.performed, TRUE) AND (
    f.performed OR f.status IN ('ambiguous', 'unreadable')
    OR coalesce(f.direction, f.budget, f.outcome) IS NOT NULL OR f.continues IS NOT NULL
)
