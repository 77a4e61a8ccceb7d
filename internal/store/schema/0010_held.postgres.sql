-- A renewal in which everything is said waits for the last day of the term that runs.
ALTER TABLE case_row DROP CONSTRAINT case_row_state;
ALTER TABLE case_row ADD CONSTRAINT case_row_state CHECK (kind <> 'registration' OR state IN (
    'draft', 'checking', 'ineligible', 'signing', 'consenting', 'held', 'recording', 'reviewing',
    'done', 'unagreed', 'lapsed', 'withdrawn', 'refused'));
