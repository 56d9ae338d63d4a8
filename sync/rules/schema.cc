#include "sync/rules/schema.h"

// Without exceptions valijson aborts the process on a schema it does not like.
#define VALIJSON_USE_EXCEPTIONS 1
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

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
    compiled->patterns = mentions(schema, "pattern");
    compiled->quick = QuickSchema::compile(schema);
    try {
        valijson::SchemaParser parser;
        parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema), compiled->schema);
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
