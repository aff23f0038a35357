CASE WHEN r.superseded_by IS NULL THEN 0 ELSE 1 END,
r.sheet_fiscal_year DESC NULLS LAST,
CASE r.kind WHEN 'sheet' THEN 0 WHEN 'list_row' THEN 1 ELSE 2 END,
f.page, f."row", f.col, f.slot, r.id
