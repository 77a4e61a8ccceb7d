-- Scans whose bytes were destroyed when their time was over: what lawfully lacks them.
-- distributed by ticket
CREATE TABLE scan_gone (
    ticket text   NOT NULL,
    digest text   NOT NULL,
    at     bigint NOT NULL,
    PRIMARY KEY (ticket, digest)
);
CREATE INDEX scan_at ON scan (at);
CREATE INDEX scan_digest ON scan (digest);
