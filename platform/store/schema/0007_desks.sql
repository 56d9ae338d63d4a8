-- Whose desk a request lies on, and what sort of matter it is. What was opened before is looked
-- into again, because its form may say another desk than the key it was sealed to.
ALTER TABLE requests ADD COLUMN handler TEXT NOT NULL DEFAULT '';
ALTER TABLE requests ADD COLUMN matter  TEXT NOT NULL DEFAULT '';
UPDATE requests SET matter = kind, handler = CASE
    WHEN addressee <> 'county' THEN addressee
    WHEN kind = 'letter' THEN 'county' ELSE 'department' END;
UPDATE requests SET sealing = 'sealed' WHERE sealing = 'opened';

-- Who took a step is who had the account on that day: accounts pass to other people.
ALTER TABLE request_history ADD COLUMN user_shown TEXT NOT NULL DEFAULT '';
UPDATE request_history SET user_shown = coalesce(
    (SELECT users.shown FROM users WHERE users.name = request_history.user), user);
