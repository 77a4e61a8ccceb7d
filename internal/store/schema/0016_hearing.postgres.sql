-- An application is heard before an officer refuses it, and a second officer looks before an obstacle is let pass.
ALTER TABLE case_row DROP CONSTRAINT case_row_state;
ALTER TABLE case_row ADD CONSTRAINT case_row_state CHECK (kind <> 'registration' OR state IN (
    'draft', 'checking', 'ineligible', 'signing', 'consenting', 'held', 'recording', 'reviewing',
    'hearing', 'seconding', 'done', 'unagreed', 'lapsed', 'withdrawn', 'refused'));
