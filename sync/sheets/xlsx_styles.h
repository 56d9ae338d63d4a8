// How XLSX cells are shown, as far as it changes what they say: as dates, in red, in ten
// thousands. Pure.

#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sync/sheets/workbook.h"
#include "sync/sheets/xml_events.h"

namespace hall {

enum class ShownAs : std::uint8_t { number, date, month };

struct CellStyle {
    ShownAs shown_as = ShownAs::number;
    double divided_by = 1;  // "0!.0," shows ten thousands
    bool red = false;
};

// The styles part. Index: attribute s of a cell.
class StylesPart final : public XmlListener {
  public:
    void start(std::string_view name, const XmlAttributes& attributes) override;
    void end(std::string_view name) override;
    void text(std::string_view) override {}

    std::vector<CellStyle> take() { return std::move(styles_); }

  private:
    std::map<int, std::string> formats_;
    std::vector<bool> red_fonts_;
    std::vector<CellStyle> styles_;
    bool in_fonts_ = false;
    bool in_cells_ = false;
};

// The sheet's raw value as its page shows it: a date, a number in plain decimal notation.
SheetCell shown_cell(std::string_view value, const CellStyle& style, bool from_1904);

}  // namespace hall
