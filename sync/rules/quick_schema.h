// Quick schema: says of most values that they fit, some twenty times faster than the
// library does; of the others it says nothing. What is refused is always refused by the
// library, which also says why (schema.h).

#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/core/json.h"

namespace hall {

class QuickSchema {
  public:
    // Nothing if the schema says something that is not known here: a pattern, anyOf …
    static std::optional<QuickSchema> compile(const Json& schema);

    // True only if the library would accept the value, too.
    bool surely_fits(const Json& value) const { return fits(0, value); }

  private:
    static constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

    // One subschema; others are named by their place in nodes_.
    struct Node {
        unsigned types = ~0U;        // a bit for each Json::value_t that may stand here
        std::size_t length_min = 0;  // characters
        std::size_t length_max = none;
        std::size_t items_min = 0;
        std::size_t items_max = none;
        double min = std::numeric_limits<double>::lowest();
        double max = std::numeric_limits<double>::max();
        std::vector<Json> allowed;  // empty: any
        std::vector<std::string> required;
        std::map<std::string, std::size_t, std::less<>> properties;
        std::size_t items = none;
        bool unique = false;
        bool others = true;              // properties that are not named may stand there …
        std::size_t others_node = none;  // … if they fit this
    };

    struct Compiler;

    bool fits(std::size_t node, const Json& value) const;
    bool fits_object(const Node& node, const Json& value) const;
    bool fits_array(const Node& node, const Json& value) const;

    std::vector<Node> nodes_;
};

}  // namespace hall
