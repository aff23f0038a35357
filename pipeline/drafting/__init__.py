"""Forms from sheets: what differs between forms, what has drifted on a sheet, and a first spec from samples."""
