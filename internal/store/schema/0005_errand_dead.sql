-- Lists of errands are of those that wait or are dead; an index over all would move with each one that is done.
DROP INDEX errand_state;
CREATE INDEX errand_dead ON errand (due, key) WHERE state = 'dead';
