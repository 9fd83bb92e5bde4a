-- After the keep window, when release 1 cannot come back: carry over what it wrote, then drop its column.
UPDATE orders SET note = remark WHERE note IS NULL AND remark IS NOT NULL;
ALTER TABLE orders DROP COLUMN remark;
