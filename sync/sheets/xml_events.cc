#include "sync/sheets/xml_events.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>

#include <cstring>
#include <memory>

namespace hall {

namespace {

std::string_view view_of(const xmlChar* text) {
    return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

struct XmlState {
    XmlListener* listener = nullptr;
    xmlParserCtxt* context = nullptr;
    bool refused = false;  // a document type, or the listener has enough
    XmlAttributes attributes;
};

XmlState& state_of(void* user) {
    return *static_cast<XmlState*>(user);
}

void stop_if_done(XmlState& state) {
    if (state.listener->is_done()) xmlStopParser(state.context);
}

// The five of libxml2: name, prefix, URI, begin and end of the value.
void on_start(void* user, const xmlChar* name, const xmlChar*, const xmlChar*, int, const xmlChar**,
              int attribute_count, int, const xmlChar** attributes) {
    XmlState& state = state_of(user);
    state.attributes.clear();
    for (int i = 0; i < attribute_count; ++i) {
        const xmlChar** const one = attributes + i * 5;
        const auto* begin = reinterpret_cast<const char*>(one[3]);
        const auto* end = reinterpret_cast<const char*>(one[4]);
        state.attributes.emplace_back(
            view_of(one[0]), std::string_view(begin, static_cast<std::size_t>(end - begin)));
    }
    state.listener->start(view_of(name), state.attributes);
    stop_if_done(state);
}

void on_end(void* user, const xmlChar* name, const xmlChar*, const xmlChar*) {
    XmlState& state = state_of(user);
    state.listener->end(view_of(name));
    stop_if_done(state);
}

void on_text(void* user, const xmlChar* text, int size) {
    state_of(user).listener->text(
        {reinterpret_cast<const char*>(text), static_cast<std::size_t>(size)});
}

void on_document_type(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
    XmlState& state = state_of(user);
    state.refused = true;
    xmlStopParser(state.context);
}

xmlEntity* on_entity(void*, const xmlChar* name) {
    return xmlGetPredefinedEntity(name);
}

void on_html_start(void* user, const xmlChar* name, const xmlChar** attributes) {
    XmlState& state = state_of(user);
    state.attributes.clear();
    for (; attributes && attributes[0]; attributes += 2) {
        state.attributes.emplace_back(view_of(attributes[0]), view_of(attributes[1]));
    }
    state.listener->start(view_of(name), state.attributes);
}

void on_html_end(void* user, const xmlChar* name) {
    state_of(user).listener->end(view_of(name));
}

struct FreeXml {
    void operator()(xmlParserCtxt* context) const {
        if (context->myDoc) xmlFreeDoc(context->myDoc);
        context->myDoc = nullptr;
        xmlFreeParserCtxt(context);
    }
};

struct FreeHtml {
    void operator()(xmlParserCtxt* context) const {
        if (context->myDoc) xmlFreeDoc(context->myDoc);
        context->myDoc = nullptr;
        htmlFreeParserCtxt(context);
    }
};

constexpr std::size_t piece_bytes = 1 << 16;  // libxml2 takes an int

}  // namespace

std::string_view attribute(const XmlAttributes& attributes, std::string_view name) {
    for (const auto& [known, value] : attributes) {
        if (known == name) return value;
    }
    return {};
}

Result<void> read_xml(const std::function<Result<std::string_view>()>& next,
                      XmlListener& listener) {
    xmlSAXHandler sax;
    std::memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = on_start;
    sax.endElementNs = on_end;
    sax.characters = on_text;
    sax.cdataBlock = on_text;
    sax.internalSubset = on_document_type;
    sax.getEntity = on_entity;
    XmlState state{.listener = &listener};
    const std::unique_ptr<xmlParserCtxt, FreeXml> context(
        xmlCreatePushParserCtxt(&sax, &state, nullptr, 0, nullptr));
    if (!context) return Error(Errc::exhausted, "no memory to read XML");
    state.context = context.get();
    xmlCtxtUseOptions(context.get(), XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    for (;;) {
        std::string_view piece = TRY(next());
        const bool last = piece.empty();
        do {
            const std::string_view part = piece.substr(0, piece_bytes);
            piece.remove_prefix(part.size());
            const int wrong = xmlParseChunk(context.get(), part.data(),
                                            static_cast<int>(part.size()), last ? 1 : 0);
            if (state.refused) return Error(Errc::corrupt, "XML with a document type");
            if (listener.is_done()) return {};
            if (wrong != 0 && context->wellFormed == 0) return Error(Errc::corrupt, "no XML");
        } while (!piece.empty());
        if (last) return {};
    }
}

void read_html_events(std::string_view html, XmlListener& listener) {
    htmlSAXHandler sax;
    std::memset(&sax, 0, sizeof sax);
    sax.startElement = on_html_start;
    sax.endElement = on_html_end;
    sax.characters = on_text;
    sax.ignorableWhitespace = on_text;
    sax.cdataBlock = on_text;
    XmlState state{.listener = &listener};
    const std::unique_ptr<xmlParserCtxt, FreeHtml> context(
        htmlCreatePushParserCtxt(&sax, &state, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
    if (!context) return;
    state.context = context.get();
    htmlCtxtUseOptions(context.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
                                          HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                          HTML_PARSE_IGNORE_ENC);
    while (!html.empty() && !listener.is_done()) {
        const std::string_view part = html.substr(0, piece_bytes);
        htmlParseChunk(context.get(), part.data(), static_cast<int>(part.size()), 0);
        html.remove_prefix(part.size());
    }
    htmlParseChunk(context.get(), nullptr, 0, 1);
}

}  // namespace hall
