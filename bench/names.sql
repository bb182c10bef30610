-- Names as common as in life, because a search costs what the words' frequency makes it cost: surnames by their
-- published national shares (thousandths), middle names, and given names of which the first are the most frequent.
-- Temporary: `called` holds a surname a thousandth, so a random place draws by share. Nobody real is meant.
CREATE TEMP TABLE called AS SELECT
    (SELECT array_agg(name) FROM (VALUES
        ('Nguyễn', 384), ('Trần', 121), ('Lê', 95), ('Phạm', 70), ('Hoàng', 51), ('Phan', 45), ('Vũ', 39), ('Đặng', 21),
        ('Bùi', 20), ('Đỗ', 14), ('Hồ', 13), ('Ngô', 13), ('Dương', 10), ('Trương', 10), ('Đinh', 9), ('Đoàn', 9),
        ('Mai', 8), ('Lâm', 8), ('Cao', 8), ('Lương', 8), ('Đào', 8), ('Hà', 6), ('Trịnh', 6), ('Lưu', 6), ('Lý', 5),
        ('Tạ', 4), ('Phùng', 3), ('Vương', 2), ('Triệu', 2), ('Khổng', 2)
    ) AS surname (name, share), generate_series(1, share)) AS families,
    string_to_array('Hương Lan Hoa Linh Trang Hằng Hà Mai Thảo Nga Thủy Hạnh Huyền Thu Ngọc Yến Loan Phương Liên Dung '
        'Nhung Oanh Hiền Hồng Vân Anh Tuyết Quỳnh Chi Thúy Hòa Giang Ngân My Nhi Trinh Bích Thơm Huệ Lý Xuân Tâm Thoa '
        'Ánh Diệp Uyên Vy Châu Thư Cúc', ' ') AS women,
    string_to_array('Anh Minh Hùng Tuấn Dũng Hải Sơn Long Nam Đức Thành Hoàng Cường Bình Quang Trung Hiếu Huy Duy Thắng '
        'Tùng Việt Mạnh Khánh Kiên Phong Tú Quân Hòa Hưng Toàn Thịnh Phúc Lâm An Bảo Đạt Khoa Nhân Trường Vinh Thái Tiến '
        'Chiến Công Hậu Lợi Tài Thiện Nguyên', ' ') AS men;
CREATE FUNCTION pg_temp.some_name(is_woman boolean) RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT families[1 + floor(random() * cardinality(families))] || ' '
        || CASE WHEN random() < CASE WHEN is_woman THEN 0.45 ELSE 0.3 END THEN CASE WHEN is_woman THEN 'Thị' ELSE 'Văn' END
            ELSE (CASE WHEN is_woman THEN women ELSE men END)[1 + floor(random() * 50)] END || ' '
        || (CASE WHEN is_woman THEN women ELSE men END)[1 + floor(power(random(), 1.5) * 50)]
    FROM called
$$;
