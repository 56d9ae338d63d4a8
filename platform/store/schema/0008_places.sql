-- Codes that are no village's any more, as the newest places say, and the village that each
-- became part of. Kiosks in such a village ask under the old code until they have learnt.
CREATE TABLE former_villages(
    code    TEXT PRIMARY KEY,
    village TEXT NOT NULL
) WITHOUT ROWID;
