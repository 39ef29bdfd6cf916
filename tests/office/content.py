"""Questions to write documents of: made from parts, so that no two are alike, and known exactly."""

from dataclasses import dataclass, field
from random import Random

LAWS = (
    "Luật Viên chức", "Luật Cán bộ, công chức", "Luật Phòng, chống tham nhũng", "Luật Đấu thầu",
    "Luật Tổ chức chính quyền địa phương", "Luật Thực hiện dân chủ ở cơ sở", "Điều lệ Đảng",
    "Quy định số 37-QĐ/TW", "Nghị định số 30/2020/NĐ-CP", "Nghị định số 115/2020/NĐ-CP",
)  # fmt: skip
WHO = (
    "viên chức quản lý", "người đứng đầu cơ quan", "chi ủy chi bộ", "Ủy ban nhân dân cấp xã",
    "hội đồng kỷ luật", "cơ quan có thẩm quyền", "người được tuyển dụng", "đảng viên dự bị",
    "bên mời thầu", "tổ thẩm định", "Thường trực Hội đồng nhân dân", "công chức văn thư",
)  # fmt: skip
DOES = (
    "phải báo cáo bằng văn bản", "được nghỉ phép hằng năm", "có quyền từ chối ký hợp đồng",
    "chịu trách nhiệm cá nhân", "phải lấy ý kiến tập thể", "được bồi thường chi phí đào tạo",
    "phải công khai kết quả", "có thể bị tạm đình chỉ công tác", "được xét nâng ngạch",
    "phải niêm yết tại trụ sở",
)  # fmt: skip
WHEN = (
    "trong trường hợp nào", "trong thời hạn bao nhiêu ngày", "khi có bao nhiêu người đồng ý",
    "theo trình tự nào", "với hình thức nào", "ở giai đoạn nào", "vào thời điểm nào",
)  # fmt: skip
CASES = (
    "Khi người đứng đầu đơn vị quyết định", "Khi cấp trên trực tiếp đồng ý bằng văn bản",
    "Sau khi hội nghị toàn thể thông qua", "Trước khi hết thời hạn của hợp đồng",
    "Khi có đơn và được chấp thuận", "Khi chưa có kết luận của cơ quan thanh tra",
    "Không quá 05 ngày làm việc, kể từ ngày nhận đủ hồ sơ", "Trong 10 ngày kể từ ngày ký",
    "Trong 30 ngày, trừ trường hợp bất khả kháng", "Ngay khi phát hiện sai sót",
    "Ít nhất 2/3 số người dự họp tán thành", "Quá nửa tổng số thành viên tán thành",
    "Khi được phân công; ủy quyền; biệt phái", "Chỉ khi pháp luật chuyên ngành có quy định khác",
    "Theo quyết định của “cấp có thẩm quyền”", "Bằng hình thức bỏ phiếu kín",
    "Từ 3 đến 6 tháng tùy tính chất, mức độ", "Vào quý IV hằng năm",
    "Do Thủ trưởng cơ quan chủ quản xem xét", "Khi hồ sơ có đủ 03 bản sao y",
)  # fmt: skip
REASONS = (
    "Theo khoản {a} Điều {b} {law}, {who} {does}.",
    "Điều {b} {law} quy định rõ nội dung này tại điểm {c} khoản {a}.",
    "Căn cứ khoản {a} Điều {b} của {law}.",
)
ALL = ("Tất cả các phương án trên", "Cả ba phương án đều đúng", "Cả A, B và C đều đúng")


@dataclass(frozen=True)
class Question:
    """A question as its author means it; texts are plain."""

    stem: str
    """Paragraphs with line ends between."""
    options: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    """0-based."""
    kind: str = "single"
    accept: str = ""
    """What is typed, for questions without options."""
    explanation: str | None = None
    """``None``: not looked at."""
    rubric: str | None = None
    """The guide of an essay, a paragraph; ``None``: not looked at."""
    topic: str | None = None
    level: str | None = None
    wrong: str = ""
    """Code of the note because of which it must not be imported; "" for what must be."""
    notes: tuple[str, ...] = field(default=())
    """Codes that must be told about it."""


def stem_of(rng: Random) -> str:
    """A question of one sentence."""
    return f"Theo {rng.choice(LAWS)}, {rng.choice(WHO)} {rng.choice(DOES)} {rng.choice(WHEN)}?"


def reason_of(rng: Random) -> str:
    """Why an option is right."""
    return rng.choice(REASONS).format(
        a=rng.randint(1, 5), b=rng.randint(1, 60), c=rng.choice("abc"), law=rng.choice(LAWS),
        who=rng.choice(WHO), does=rng.choice(DOES),
    )  # fmt: skip


def single(rng: Random, count: int = 4, closing: float = 0.15) -> Question:
    """A single choice; now and then its last option is about the others."""
    options = rng.sample(CASES, count)
    if count == 4 and rng.random() < closing:
        options[-1] = rng.choice(ALL)
    return Question(stem_of(rng), tuple(options), (rng.randrange(count),))


def singles(rng: Random, count: int, options: int = 4, closing: float = 0.15) -> list[Question]:
    """So many of them."""
    return [single(rng, options, closing) for _ in range(count)]


def statements(rng: Random) -> Question:
    """A question of four statements, each true or false."""
    texts = tuple(f"{rng.choice(WHO).capitalize()} {rng.choice(DOES)}." for _ in range(4))
    while len({*texts}) < 4:
        texts = tuple(f"{rng.choice(WHO).capitalize()} {rng.choice(DOES)}." for _ in range(4))
    key = tuple(n for n in range(4) if rng.random() < 0.5) or (1,)
    stem = f"Đọc tình huống về {rng.choice(WHO)} và cho biết mỗi ý sau đúng hay sai."
    return Question(stem, texts, key, "cluster")
