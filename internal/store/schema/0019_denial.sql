-- What was denied on a day, by window and role. It knows no person.
-- distributed by route
CREATE TABLE denial (
    route text   NOT NULL,
    day   text   NOT NULL,
    role  text   NOT NULL,
    why   text   NOT NULL,
    n     bigint NOT NULL CHECK (n >= 1),
    PRIMARY KEY (route, day, role, why)
);
