#include "sync/rules/schema.h"

// Without exceptions valijson aborts the process on a schema it does not like.
#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/constraint_builder.hpp>
#include <valijson/constraints/concrete_constraints.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "sync/core/clock.h"
#include "sync/rules/pattern.h"
#include "sync/rules/quick_schema.h"

namespace hall {

struct Schema::Compiled {
    std::optional<QuickSchema> quick;
    valijson::Schema schema;
    bool patterns = false;
};

namespace {

// True if some member anywhere has this name.
bool mentions(const Json& value, std::string_view name) {
    if (value.is_object() && value.contains(name)) return true;
    if (!value.is_structured()) return false;
    for (const Json& element : value) {
        if (mentions(element, name)) return true;
    }
    return false;
}

bool has_long_text(const Json& value) {
    if (value.is_string()) {
        return value.get_ref<const std::string&>().size() > pattern_text_bytes_max;
    }
    if (!value.is_structured()) return false;
    for (const Json& element : value) {
        if (has_long_text(element)) return true;
    }
    return false;
}

// The keywords under which the library hands patterns and dates over to us.
constexpr const char* pattern_keyword = "hall:pattern";
constexpr const char* date_keyword = "hall:date";

// A text that must fit a pattern of ours.
class FitsPattern : public valijson::constraints::PolyConstraint {
  public:
    explicit FitsPattern(Pattern pattern) : pattern_(std::move(pattern)) {}

    bool validate(const valijson::adapters::Adapter& target,
                  const std::vector<std::string>& context,
                  valijson::ValidationResults* results) const override {
        if (!target.isString() || pattern_.fits(target.asString())) return true;
        if (results != nullptr) results->pushError(context, "does not fit its pattern");
        return false;
    }

  private:
    valijson::constraints::Constraint* cloneInto(void* memory) const override {
        return new (memory) FitsPattern(*this);
    }
    std::size_t sizeOf() const override { return sizeof(FitsPattern); }

    Pattern pattern_;
};

// A text that must be a day.
class IsDate : public valijson::constraints::PolyConstraint {
  public:
    bool validate(const valijson::adapters::Adapter& target,
                  const std::vector<std::string>& context,
                  valijson::ValidationResults* results) const override {
        if (!target.isString() || parse_date(target.asString()).ok()) return true;
        if (results != nullptr) results->pushError(context, "is no date");
        return false;
    }

  private:
    valijson::constraints::Constraint* cloneInto(void* memory) const override {
        return new (memory) IsDate(*this);
    }
    std::size_t sizeOf() const override { return sizeof(IsDate); }
};

class PatternBuilder : public valijson::ConstraintBuilder {
  public:
    valijson::constraints::Constraint* make(
        const valijson::adapters::Adapter& keyword) const override {
        const std::string expression = keyword.asString();
        Result<Pattern> pattern = Pattern::compile(expression);
        if (!pattern.ok()) {
            throw std::runtime_error("格式要求“" + expression + "”不能用：" +
                                     pattern.error().message());
        }
        return new FitsPattern(std::move(pattern).value());
    }
};

class DateBuilder : public valijson::ConstraintBuilder {
  public:
    valijson::constraints::Constraint* make(const valijson::adapters::Adapter&) const override {
        return new IsDate;
    }
};

Result<Json> without_library_patterns(const Json& schema);

// The schemas that stand in an object under names of their own.
Result<Json> named_schemas(const Json& schemas) {
    if (!schemas.is_object()) return schemas;
    Json prepared = Json::object();
    for (const auto& [name, schema] : schemas.items()) {
        prepared[name] = TRY(without_library_patterns(schema));
    }
    return prepared;
}

// The schema with our keywords in place of those that the library gives to std::regex:
// `pattern`, `format`, `$id`. What stands in an enum is no schema.
Result<Json> without_library_patterns(const Json& schema) {
    if (schema.is_array()) {
        Json prepared = Json::array();
        for (const Json& each : schema) prepared.push_back(TRY(without_library_patterns(each)));
        return prepared;
    }
    if (!schema.is_object()) return schema;
    Json prepared = Json::object();
    for (const auto& [keyword, value] : schema.items()) {
        if (keyword == "patternProperties") {
            return Error(Errc::corrupt, "不能用 patternProperties，请一个一个写出字段");
        }
        if (keyword == "pattern") {
            if (!value.is_string()) return Error(Errc::corrupt, "pattern is no text");
            prepared[pattern_keyword] = value;
        } else if (keyword == "format") {
            if (value == "date") prepared[date_keyword] = value;
        } else if (keyword == "$id" || keyword == "id") {
            continue;
        } else if (keyword == "properties" || keyword == "definitions" ||
                   keyword == "dependencies") {
            prepared[keyword] = TRY(named_schemas(value));
        } else if (keyword == "enum" || keyword == "const" || keyword == "required") {
            prepared[keyword] = value;
        } else {
            prepared[keyword] = TRY(without_library_patterns(value));
        }
    }
    return prepared;
}

// Every "$ref" points into the schema itself.
bool refers_outside(const Json& schema) {
    if (schema.is_object()) {
        const auto reference = schema.find("$ref");
        if (reference != schema.end() && reference->is_string() &&
            !reference->get_ref<const std::string&>().starts_with("#")) {
            return true;
        }
    }
    if (!schema.is_structured()) return false;
    for (const Json& element : schema) {
        if (refers_outside(element)) return true;
    }
    return false;
}

}  // namespace

Result<Schema> Schema::compile(const Json& schema) {
    if (!schema.is_object()) return Error(Errc::corrupt, "a schema is an object");
    if (refers_outside(schema)) return Error(Errc::corrupt, "a schema refers outside itself");
    auto compiled = std::make_shared<Compiled>();
    compiled->patterns = mentions(schema, "pattern") || mentions(schema, "format");
    compiled->quick = QuickSchema::compile(schema);
    const Json prepared = TRY(without_library_patterns(schema));
    try {
        valijson::SchemaParser parser;  // owns the builders
        parser.addConstraintBuilder(pattern_keyword, new PatternBuilder);
        parser.addConstraintBuilder(date_keyword, new DateBuilder);
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(prepared), compiled->schema);
    } catch (const std::exception& exception) {
        return Error(Errc::corrupt, exception.what());
    }
    return Schema(std::move(compiled));
}

Result<void> Schema::check(const Json& value) const {
    if (compiled_->quick && compiled_->quick->surely_fits(value)) return {};
    if (compiled_->patterns && has_long_text(value)) {
        return Error(Errc::refused, "a text is too long");
    }
    try {
        valijson::Validator validator;
        valijson::ValidationResults results;
        if (validator.validate(compiled_->schema, valijson::adapters::NlohmannJsonAdapter(value),
                               &results)) {
            return {};
        }
        // The library reports each level on its way; the deepest is the nearest to the cause.
        valijson::ValidationResults::Error error;
        std::size_t depth = 0;
        std::string where;
        std::string what = "does not fit its schema";
        while (results.popError(error)) {
            if (error.context.size() <= depth) continue;
            depth = error.context.size();
            where.clear();
            for (const std::string& step : error.context) where.append(step);
            what = error.description;
        }
        return Error(Errc::refused, where + ": " + what);
    } catch (const std::exception& exception) {
        return Error(Errc::refused, exception.what());
    }
}

Result<DocumentSchemas> DocumentSchemas::load(Files& files, const Path& assets) {
    constexpr std::uint64_t schema_bytes_max = 256 << 10;
    DocumentSchemas all;
    const Path folder = assets / "schema";
    for (const std::string& name : TRY(files.list(folder))) {
        const Path file = folder / name;
        if (file.extension() != ".json") continue;
        const std::string text = TRY_IN(name, files.read(file, schema_bytes_max));
        const Json json = TRY_IN(name, parse_json(text));
        all.schemas_.emplace_back(file.stem().string(), TRY_IN(name, Schema::compile(json)));
    }
    if (all.schemas_.empty()) return Error(Errc::not_found, folder.string() + ": no schemas");
    return all;
}

bool DocumentSchemas::knows(std::string_view type) const {
    for (const auto& [name, schema] : schemas_) {
        if (name == type) return true;
    }
    return false;
}

Result<void> DocumentSchemas::check(std::string_view type, const Json& body) const {
    for (const auto& [name, schema] : schemas_) {
        if (name == type) return schema.check(body);
    }
    return {};
}

}  // namespace hall
