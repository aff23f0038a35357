-- Where a statement stands among those of the same thing. Things are numbered one step earlier, so that SQLite folds
-- once; the windows then name more columns than they need, so that a query for one project or year reads no other.
row_number() OVER (same ORDER BY include(_best_first)) AS place,
dense_rank() OVER (same ORDER BY report_id) + dense_rank() OVER (same ORDER BY report_id DESC) - 1 AS statements,
max(low) OVER same < min(high) OVER same AS agree
