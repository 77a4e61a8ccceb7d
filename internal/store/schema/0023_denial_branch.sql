-- What was denied is counted by the branch of the operator too; "" where no branch is known.
-- distributed by route
CREATE TABLE denial_at (
    route  text   NOT NULL,
    day    text   NOT NULL,
    role   text   NOT NULL,
    why    text   NOT NULL,
    branch text   NOT NULL,
    n      bigint NOT NULL CHECK (n >= 1),
    PRIMARY KEY (route, day, role, why, branch)
);
INSERT INTO denial_at (route, day, role, why, branch, n) SELECT route, day, role, why, '', n FROM denial;
DROP TABLE denial;
ALTER TABLE denial_at RENAME TO denial;
