-- Receipts that were given to batches from a stick: they go back with the next stick to the
-- village, whichever that is. What was sent over the network got its receipt as the answer.
CREATE TABLE stick_receipts(
    number  INTEGER PRIMARY KEY,  -- rises
    kiosk   TEXT NOT NULL,
    event   TEXT NOT NULL,
    sha256  TEXT NOT NULL,        -- of the event's bytes: a refusal is for these only
    receipt TEXT NOT NULL,        -- as it was signed
    UNIQUE(kiosk, event, sha256)
);
CREATE INDEX stick_receipts_by_kiosk ON stick_receipts(kiosk, number);
