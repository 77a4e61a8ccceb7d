-- Receipts: when GBD FL took a version of a register entry.
-- distributed by person
CREATE TABLE receipt (
    person  text   NOT NULL,
    entry   text   NOT NULL,
    version bigint NOT NULL CHECK (version >= 1),
    at      bigint NOT NULL,
    PRIMARY KEY (person, entry, version)
);
