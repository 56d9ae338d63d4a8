#include "kiosk/ui/widgets/qr.h"

#include "tests/catch.h"

namespace hall::kiosk::ui {

namespace {

// A finder is 7×7: a dark ring, a light ring, a dark core.
bool has_finder(const QrSquare& square, int x0, int y0) {
    for (int y = 0; y < 7; ++y) {
        for (int x = 0; x < 7; ++x) {
            const int ring = std::min({x, y, 6 - x, 6 - y});
            if (square.at(x0 + x, y0 + y) != (ring != 1)) return false;
        }
    }
    return true;
}

// Error correction level and mask, read as a scanner reads them (ISO/IEC 18004, 7.9).
int level_bits(const QrSquare& square) {
    const int raw = (square.at(0, 8) ? 2 : 0) | (square.at(1, 8) ? 1 : 0);
    return raw ^ 2;  // the mask 101010000010010 begins with 10
}

}  // namespace

TEST_CASE("a code has its three finders and correction level M") {
    const QrSquare square = qr_square("7K4M2Q9X5 A1B2");
    REQUIRE(square.side >= 21);
    REQUIRE((square.side - 17) % 4 == 0);
    REQUIRE(has_finder(square, 0, 0));
    REQUIRE(has_finder(square, square.side - 7, 0));
    REQUIRE(has_finder(square, 0, square.side - 7));
    REQUIRE_FALSE(has_finder(square, square.side - 7, square.side - 7));
    REQUIRE(level_bits(square) == 0);  // M
}

TEST_CASE("different payloads have different codes, longer ones larger ones") {
    REQUIRE(qr_square("1").dark != qr_square("2").dark);
    REQUIRE(qr_square(std::string(500, 'x')).side > qr_square("x").side);
    REQUIRE(qr_square(std::string_view("a\0b", 3)).dark != qr_square("a").dark);
}

TEST_CASE("a payload that no code holds has none") {
    REQUIRE(qr_square("").side == 0);
    REQUIRE(qr_square(std::string(2331, 'x')).side == 177);
    REQUIRE(qr_square(std::string(2332, 'x')).side == 0);
}

TEST_CASE("codes are kept for the next frame") {
    QrCodes codes;
    const auto dark = codes.square("一").dark;
    for (const char* other : {"二", "三", "四", "五", "六"}) codes.square(other);
    REQUIRE(codes.square("一").dark == dark);
}

}  // namespace hall::kiosk::ui
