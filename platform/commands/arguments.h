// The words after a command: options with or without a value, and the rest.

#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/core/result.h"

namespace hall::platform {

struct OptionName {
    std::string_view name;  // "--data"
    bool takes_value = true;
};

class Arguments {
  public:
    // Fails with `refused` and a sentence in Chinese: an option nobody knows, twice, without its
    // value or with one of blanks.
    static Result<Arguments> parse(std::span<const std::string> words,
                                   std::span<const OptionName> options);

    bool has(std::string_view option) const { return values_.count(option) != 0; }

    // The option's value, or the fallback.
    std::string value_or(std::string_view option, std::string_view fallback) const;

    // Fails with `refused` and a sentence that names the option.
    Result<std::string> value(std::string_view option) const;

    const std::vector<std::string>& words() const { return words_; }

  private:
    std::map<std::string, std::string, std::less<>> values_;
    std::vector<std::string> words_;
};

// The reason after --privacy-reviewed, empty without the option. Fails with `refused` and a
// sentence if it says nothing.
Result<std::string> privacy_reason_of(const Arguments& arguments);

}  // namespace hall::platform
