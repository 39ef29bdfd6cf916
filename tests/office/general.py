"""Questions of general knowledge, made from parts: invented, and nothing that a directive says."""

from random import Random

from tests.office.content import Question

_ANIMALS = ("con trâu", "con bò tót", "con voọc", "chim sếu", "con rái cá", "con tê tê", "chim trĩ",
            "con cầy hương", "cá chép", "con ong mật", "con tằm", "chim yến")  # fmt: skip
_PLANTS = ("cây đước", "cây chè", "cây hồ tiêu", "cây lúa nương", "cây quế", "cây cao su",
           "cây sen", "cây tre gai", "cây bưởi", "cây ca cao", "cây thốt nốt",
           "cây mắc ca")  # fmt: skip
_TOWNS = ("thị trấn Bến Sen", "xã Đồng Mít", "phường Cầu Tre", "xã An Bồng", "thị trấn Gò Dưa",
          "xã Hòa Lộc", "phường Vườn Ươm", "xã Láng Cò", "thị trấn Suối Đá")  # fmt: skip
_FORMS = (
    "Theo sách địa lý của {town}, {animal} sống nhiều nhất ở nơi nào vào mùa thứ {n}?",
    "{plant} ở {town} được trồng từ năm {year} nhằm mục đích gì?",
    "Vì sao {animal} và {plant} thường được nhắc cùng nhau trong bài hát số {n} của {town}?",
    "Năm {year}, nhà sinh vật học nào mô tả {plant} lần đầu tại {town}?",
    "Trong {n} ngày liên tục, {animal} ở {town} đi được quãng đường dài nhất theo hướng nào?",
    "Cụm từ “{plant}” trong tập thơ in năm {year} của {town} chỉ điều gì?",
    "Hội thi kiến thức – kỹ năng lần thứ {n} ở {town} yêu cầu nhận biết {animal} bằng cách nào?",
)
_SAYS = (
    "Ở vùng đất ngập mặn ven sông", "Trên các sườn núi cao hơn 1.000 m",
    "Tại khu rừng khộp phía tây", "Để giữ đất, chắn sóng; lấy gỗ", "Nhờ gió mùa và mưa phùn",
    "Bởi mùa vụ trùng với mùa di cư",
    "Nguyễn Văn Bồng, năm 27 tuổi", "Nhóm nghiên cứu của trường làng",
    "Đi theo hướng đông – đông nam",
    "Men theo bờ suối, chỉ về ban đêm", "Chỉ lòng hiếu khách", "Chỉ sự bền bỉ, dẻo dai",
    "Quan sát dấu chân trên bùn", "Nghe tiếng kêu lúc 5 giờ sáng", "So với ảnh chụp năm trước",
    "Trong các ao, hồ nhân tạo", "Không có nơi nào như vậy", "Dùng làm thuốc và gia vị",
    "Đổi lấy muối, vải, dầu thắp", "Một người đi rừng vô danh", "Vào tháng 3, tháng 4 âm lịch",
)  # fmt: skip
_FACTS = (
    "{Animal} ở {town} đẻ trứng {n} lần trong năm {year}.",
    "{Plant} được {town} chọn làm biểu trưng từ năm {year}.",
    "Mỗi mùa, {animal} di chuyển qua {town} không quá {n} ngày.",
    "{Plant} chịu được nước mặn trong {n} tuần, theo sổ tay của {town}.",
)


def _filled(form: str, rng: Random) -> str:
    animal, plant = rng.choice(_ANIMALS), rng.choice(_PLANTS)
    text = form.format(
        animal=animal, plant=plant, town=rng.choice(_TOWNS), n=rng.randint(2, 99),
        year=rng.randint(1890, 2020), Animal=animal.capitalize(), Plant=plant.capitalize(),
    )  # fmt: skip
    return text[0].upper() + text[1:]


def known(rng: Random, count: int = 4) -> Question:
    """A single choice of so many options."""
    options = tuple(rng.sample(_SAYS, count))
    return Question(_filled(rng.choice(_FORMS), rng), options, (rng.randrange(count),))


def knowns(rng: Random, count: int, options: int = 4) -> list[Question]:
    """So many of them, no two alike."""
    found: dict[str, Question] = {}
    while len(found) < count:
        one = known(rng, options)
        found.setdefault(one.stem, one)
    return [*found.values()]


def facts(rng: Random, count: int) -> list[Question]:
    """Sentences that are right or wrong."""
    texts = dict.fromkeys(_filled(rng.choice(_FACTS), rng) for _ in range(2 * count))
    said = ("đúng", "sai")
    return [Question(text, kind="true_false", accept=rng.choice(said)) for text in [*texts][:count]]
