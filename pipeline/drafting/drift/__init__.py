"""How a sheet's form has drifted from the nearest form that is known, and the edits that mend it."""
