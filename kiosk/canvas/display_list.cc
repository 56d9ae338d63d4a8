#include "kiosk/canvas/display_list.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "kiosk/canvas/hash.h"
#include "sync/core/check.h"

namespace hall::kiosk::canvas {

static_assert(std::is_same_v<ImDrawIdx, std::uint16_t>, "as Debian's package has it");

namespace {

// Far outside any screen; keeps the arithmetic of the raster within 64 bits.
constexpr float coordinate_max = 16384;
// How much a quad may differ from its texture's size and still count as one to one.
constexpr float one_to_one_tolerance = 0.02F;
constexpr std::int64_t picture_unit = std::int64_t{1} << 24;

float bounded(float value) {
    if (!(value > -coordinate_max)) return -coordinate_max;  // also for not-a-number
    return std::min(value, coordinate_max);
}

// Rounding down, of numbers within the bounds: the library's is a call on processors
// older than SSE4.1, and a frame has thousands.
int floor_of(double value) {
    constexpr int shift = 1 << 16;
    return static_cast<int>(value + shift) - shift;
}

// The first pixel whose middle is not left of (above) `edge`.
int pixel_from(float edge) {
    return -floor_of(0.5 - static_cast<double>(bounded(edge)));
}

int nearest(float value) {
    return floor_of(static_cast<double>(bounded(value)) + 0.5);
}

// The same for 1/256 pixels.
int pixel_from_subpixels(int edge) {
    return (edge + 127) >> 8;
}

int subpixels(float value) {
    constexpr int shift = 1 << 23;
    return static_cast<int>(static_cast<double>(bounded(value)) * 256 + (shift + 0.5)) - shift;
}

std::uint32_t argb(ImU32 colour) {
    return (colour >> IM_COL32_A_SHIFT & 255U) << 24 | (colour >> IM_COL32_R_SHIFT & 255U) << 16 |
           (colour >> IM_COL32_G_SHIFT & 255U) << 8 | (colour >> IM_COL32_B_SHIFT & 255U);
}

std::uint64_t look_of(const Image& image) {
    std::uint64_t look = mix(reinterpret_cast<std::uintptr_t>(image.pixels), image.generation);
    return mix(mix(look, pair(image.width, image.height)), pair(image.stride, image.has_alpha));
}

// What tells this kind of item, of this colour and texture, from any other.
std::uint64_t look_start(ItemKind kind, std::uint32_t colour) {
    return mix(static_cast<std::uint64_t>(kind) + 1, colour);
}

}  // namespace

// The smallest rectangle around vertices, in 1/256 pixel.
struct DisplayList::Extent {
    int x0 = subpixels(coordinate_max);
    int y0 = x0;
    int x1 = -x0;
    int y1 = -x0;

    void add(const Vertex& vertex) {
        x0 = std::min(x0, vertex.x);
        y0 = std::min(y0, vertex.y);
        x1 = std::max(x1, vertex.x);
        y1 = std::max(y1, vertex.y);
    }
    Rect pixels() const {
        return {pixel_from_subpixels(x0), pixel_from_subpixels(y0), pixel_from_subpixels(x1),
                pixel_from_subpixels(y1)};
    }
};

struct DisplayList::Source {
    const ImDrawVert* vertices = nullptr;
    const ImDrawIdx* indices = nullptr;
    unsigned end = 0;
    Rect clip;
    std::uint16_t clip_number = 0;
    const Image* image = nullptr;
    float texture_width = 0;
    float texture_height = 0;
    std::uint64_t texture_look = 0;
    const GlyphSheet* sheet = nullptr;

    bool white(const ImVec2& uv) const {
        return image == nullptr && uv.x * texture_width <= 2 && uv.y * texture_height <= 2;
    }
};

// An upright rectangle of one colour.
struct DisplayList::Quad {
    ImVec2 from;
    ImVec2 to;
    ImVec2 uv_from;
    ImVec2 uv_to;
    std::uint32_t colour = 0;
    bool white = false;
    bool uv_upright = false;
};

void DisplayList::build(const ImDrawData& data, Size size, std::uint32_t background,
                        const GlyphSheet& sheet) {
    CHECK(data.DisplayPos.x == 0 && data.DisplayPos.y == 0);
    size_ = size;
    items_.clear();
    clips_.clear();
    vertices_.clear();
    indices_.clear();
    pictures_.clear();

    Item back;
    back.box = whole(size);
    back.colour = background | 0xFF000000U;
    back.look = look_start(ItemKind::solid, back.colour);
    back.clip = clip_number(back.box);
    back.opaque = true;
    items_.push_back(back);

    for (int number = 0; number < data.CmdListsCount; ++number) {
        const ImDrawList& list = *data.CmdLists[number];
        for (const ImDrawCmd& command : list.CmdBuffer) {
            if (command.ElemCount > 0 && command.UserCallback == nullptr) {
                read_command(list, command, sheet);
            }
        }
    }
}

std::uint16_t DisplayList::clip_number(const Rect& clip) {
    auto found = std::find(clips_.begin(), clips_.end(), clip);
    if (found == clips_.end()) found = clips_.insert(clips_.end(), clip);
    return static_cast<std::uint16_t>(found - clips_.begin());
}

void DisplayList::read_command(const ImDrawList& list, const ImDrawCmd& command,
                               const GlyphSheet& sheet) {
    Source source = source_of(list, command, sheet);
    if (source.clip.empty()) return;
    source.clip_number = clip_number(source.clip);
    unsigned at = command.IdxOffset;
    while (at < source.end) {
        std::optional<Quad> quad = quad_at(source, at);
        if (quad && add_quad(source, *quad)) {
            at += 6;
        } else {
            at = add_mesh(source, at);
        }
    }
}

// An empty clip if there is nothing to see.
DisplayList::Source DisplayList::source_of(const ImDrawList& list, const ImDrawCmd& command,
                                           const GlyphSheet& sheet) const {
    Source source;
    source.vertices = list.VtxBuffer.Data + command.VtxOffset;
    source.indices = list.IdxBuffer.Data;
    source.end = command.IdxOffset + command.ElemCount;
    source.sheet = &sheet;
    ImTextureID texture = command.GetTexID();
    if (texture == nullptr || texture == &sheet) {
        source.texture_width = static_cast<float>(sheet.width());
        source.texture_height = static_cast<float>(sheet.height());
        source.texture_look = sheet.generation();
    } else {
        source.image = static_cast<const Image*>(texture);
        if (source.image->pixels == nullptr) return source;
        CHECK(source.image->width > 0 && source.image->height > 0);
        source.texture_width = static_cast<float>(source.image->width);
        source.texture_height = static_cast<float>(source.image->height);
        source.texture_look = look_of(*source.image);
    }
    const ImVec4& clip = command.ClipRect;
    source.clip = intersection(
        whole(size_), {static_cast<int>(bounded(clip.x)), static_cast<int>(bounded(clip.y)),
                       static_cast<int>(bounded(clip.z)), static_cast<int>(bounded(clip.w))});
    return source;
}

// The quad whose six indices begin here, in the order of ImDrawList::PrimRectUV(), if it
// is upright and of one colour.
std::optional<DisplayList::Quad> DisplayList::quad_at(const Source& source, unsigned at) {
    if (at + 6 > source.end) return std::nullopt;
    const ImDrawIdx* index = source.indices + at;
    unsigned first = index[0];
    if (index[1] != first + 1 || index[2] != first + 2 || index[3] != first ||
        index[4] != first + 2 || index[5] != first + 3) {
        return std::nullopt;
    }
    const ImDrawVert& a = source.vertices[first];
    const ImDrawVert& b = source.vertices[first + 1];
    const ImDrawVert& c = source.vertices[first + 2];
    const ImDrawVert& d = source.vertices[first + 3];
    bool upright = a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y &&
                   d.pos.x == a.pos.x && c.pos.x >= a.pos.x && c.pos.y >= a.pos.y;
    if (!upright || a.col != b.col || a.col != c.col || a.col != d.col) return std::nullopt;
    return Quad{
        .from = a.pos,
        .to = c.pos,
        .uv_from = a.uv,
        .uv_to = c.uv,
        .colour = argb(a.col),
        .white =
            source.white(a.uv) && source.white(b.uv) && source.white(c.uv) && source.white(d.uv),
        .uv_upright = a.uv.y == b.uv.y && b.uv.x == c.uv.x && c.uv.y == d.uv.y && d.uv.x == a.uv.x,
    };
}

// False if the quad is of no simple kind and must be read as triangles.
bool DisplayList::add_quad(const Source& source, const Quad& quad) {
    if (quad.colour >> 24 == 0) return true;
    if (quad.white) {
        add_solid(source, quad);
        return true;
    }
    if (!quad.uv_upright) return false;
    if (source.image == nullptr) return add_glyph(source, quad);
    add_picture(source, quad);
    return true;
}

void DisplayList::add_solid(const Source& source, const Quad& quad) {
    Item item;
    item.box = intersection(source.clip, {pixel_from(quad.from.x), pixel_from(quad.from.y),
                                          pixel_from(quad.to.x), pixel_from(quad.to.y)});
    if (item.box.empty()) return;
    item.colour = quad.colour;
    item.opaque = quad.colour >> 24 == 255;
    item.look = look_start(ItemKind::solid, quad.colour);
    item.clip = source.clip_number;
    items_.push_back(item);
}

bool DisplayList::add_glyph(const Source& source, const Quad& quad) {
    float u = quad.uv_from.x * source.texture_width;
    float v = quad.uv_from.y * source.texture_height;
    float width = (quad.uv_to.x - quad.uv_from.x) * source.texture_width;
    float height = (quad.uv_to.y - quad.uv_from.y) * source.texture_height;
    auto off_by = [](float a, float b) { return std::fabs(a - b); };
    if (off_by(width, quad.to.x - quad.from.x) > one_to_one_tolerance ||
        off_by(height, quad.to.y - quad.from.y) > one_to_one_tolerance ||
        off_by(u, static_cast<float>(nearest(u))) > one_to_one_tolerance ||
        off_by(v, static_cast<float>(nearest(v))) > one_to_one_tolerance) {
        return false;
    }
    Item item;
    item.kind = ItemKind::glyph;
    item.u = nearest(u);
    item.v = nearest(v);
    Rect slot{item.u, item.v, item.u + nearest(width), item.v + nearest(height)};
    if (!whole({source.sheet->width(), source.sheet->height()}).contains(slot)) return false;

    item.anchor_x = nearest(quad.from.x);
    item.anchor_y = nearest(quad.from.y);
    item.box =
        intersection(source.clip, {item.anchor_x, item.anchor_y, item.anchor_x + slot.width(),
                                   item.anchor_y + slot.height()});
    if (item.box.empty()) return true;
    item.colour = quad.colour;
    item.look = mix(look_start(item.kind, quad.colour), source.texture_look);
    item.look = mix(mix(item.look, pair(slot.x0, slot.y0)), pair(slot.x1, slot.y1));
    item.clip = source.clip_number;
    items_.push_back(item);
    return true;
}

void DisplayList::add_picture(const Source& source, const Quad& quad) {
    Item item;
    item.kind = ItemKind::picture;
    double u = static_cast<double>(quad.uv_from.x) * source.texture_width;
    double v = static_cast<double>(quad.uv_from.y) * source.texture_height;
    double u_width = (static_cast<double>(quad.uv_to.x) - quad.uv_from.x) * source.texture_width;
    double v_height = (static_cast<double>(quad.uv_to.y) - quad.uv_from.y) * source.texture_height;
    double width = static_cast<double>(quad.to.x) - quad.from.x;
    double height = static_cast<double>(quad.to.y) - quad.from.y;
    auto same = [](double a, double b) { return std::fabs(a - b) <= one_to_one_tolerance; };
    bool one_to_one = same(u_width, width) && same(v_height, height) && same(u, std::round(u)) &&
                      same(v, std::round(v));
    PictureMap map{.u_step = picture_unit, .v_step = picture_unit};
    if (one_to_one) {
        item.anchor_x = nearest(quad.from.x);
        item.anchor_y = nearest(quad.from.y);
        item.box = {item.anchor_x, item.anchor_y,
                    item.anchor_x + static_cast<int>(std::lround(u_width)),
                    item.anchor_y + static_cast<int>(std::lround(v_height))};
        map.u = std::llround(u) * picture_unit + picture_unit / 2;
        map.v = std::llround(v) * picture_unit + picture_unit / 2;
    } else {
        item.anchor_x = pixel_from(quad.from.x);
        item.anchor_y = pixel_from(quad.from.y);
        item.box = {item.anchor_x, item.anchor_y, pixel_from(quad.to.x), pixel_from(quad.to.y)};
        if (item.box.empty()) return;
        auto fixed = [](double value) { return std::llround(value * picture_unit); };
        map.u_step = fixed(u_width / width);
        map.v_step = fixed(v_height / height);
        map.u = fixed(u + (item.anchor_x + 0.5 - quad.from.x) * u_width / width);
        map.v = fixed(v + (item.anchor_y + 0.5 - quad.from.y) * v_height / height);
    }
    item.box = intersection(source.clip, item.box);
    if (item.box.empty()) return;
    item.colour = quad.colour;
    item.image = source.image;
    item.opaque = quad.colour >> 24 == 255 && !source.image->has_alpha;
    item.first = static_cast<std::uint32_t>(pictures_.size());
    item.look = mix(look_start(item.kind, quad.colour), source.texture_look);
    for (std::int64_t part : {map.u, map.v, map.u_step, map.v_step}) {
        item.look = mix(item.look, static_cast<std::uint64_t>(part));
    }
    item.clip = source.clip_number;
    pictures_.push_back(map);
    items_.push_back(item);
}

// Reads the triangles from `begin` on that hang together, as one item. ImGui appends
// the vertices of each shape after those of the one before: a triangle that uses none
// of the vertices so far begins another shape. Returns the index behind the last.
unsigned DisplayList::add_mesh(const Source& source, unsigned begin) {
    if (const unsigned end = add_soft_convex(source, begin); end > begin) return end;
    unsigned lowest = ~0U;
    unsigned highest = 0;
    unsigned end = begin;
    while (end + 3 <= source.end) {
        const ImDrawIdx* corner = source.indices + end;
        unsigned low = std::min({corner[0], corner[1], corner[2]});
        if (end > begin && low > highest) break;
        lowest = std::min(lowest, low);
        highest = std::max({highest, static_cast<unsigned>(corner[0]),
                            static_cast<unsigned>(corner[1]), static_cast<unsigned>(corner[2])});
        end += 3;
    }
    if (end == begin) return source.end;

    Item item;
    item.kind = ItemKind::triangles;
    item.image = source.image;
    item.clip = source.clip_number;
    item.first = static_cast<std::uint32_t>(indices_.size());
    item.count = end - begin;
    item.vertex_first = static_cast<std::uint32_t>(vertices_.size());
    item.vertex_count = highest - lowest + 1;

    // Nearly every shape points at the white pixel with all its corners: then no place in the
    // texture needs to be reckoned.
    const ImVec2 white = source.vertices[lowest].uv;
    bool plain = source.white(white);
    Extent extent;
    vertices_.resize(item.vertex_first + item.vertex_count);
    Vertex* to = vertices_.data() + item.vertex_first;
    for (unsigned number = lowest; number <= highest; ++number, ++to) {
        const ImDrawVert& from = source.vertices[number];
        *to = {.x = subpixels(from.pos.x), .y = subpixels(from.pos.y), .colour = argb(from.col)};
        extent.add(*to);
        plain = plain && from.uv.x == white.x && from.uv.y == white.y;
    }
    if (!plain) add_texture(source, lowest, item);
    if (!place_shape(source, extent, item)) return end;
    item.look = look_start(item.kind, item.textured);
    if (item.textured) item.look = mix(item.look, source.texture_look);
    for (unsigned at = begin; at < end; ++at) {
        indices_.push_back(source.indices[at] - lowest);
        item.look = mix(item.look, indices_.back());
    }
    item.look = look_of_vertices(item, item.look);
    items_.push_back(item);
    return end;
}

// False, and its vertices dropped, if nothing of the shape is to be seen.
bool DisplayList::place_shape(const Source& source, const Extent& extent, Item& item) {
    const Rect pixels = extent.pixels();
    item.box = intersection(source.clip, pixels);
    item.anchor_x = pixels.x0;
    item.anchor_y = pixels.y0;
    if (!item.box.empty()) return true;
    vertices_.resize(item.vertex_first);
    return false;
}

// Adds to the item's vertices the places in the texture that those from `lowest` on name.
void DisplayList::add_texture(const Source& source, unsigned lowest, Item& item) {
    const ImDrawVert* from = source.vertices + lowest;
    Vertex* to = vertices_.data() + item.vertex_first;
    for (std::uint32_t at = 0; at < item.vertex_count; ++at, ++from, ++to) {
        to->u = subpixels(from->uv.x * source.texture_width);
        to->v = subpixels(from->uv.y * source.texture_height);
        item.textured = item.textured || !source.white(from->uv);
    }
}

std::uint64_t DisplayList::look_of_vertices(const Item& item, std::uint64_t look) const {
    const Vertex* vertex = vertices_.data() + item.vertex_first;
    int left = item.anchor_x * 256;
    int top = item.anchor_y * 256;
    for (std::uint32_t at = 0; at < item.vertex_count; ++at, ++vertex) {
        look = mix(look, pair(vertex->x - left, vertex->y - top));
        if (item.kind == ItemKind::convex) continue;
        look = mix(look, vertex->colour);
        if (item.textured) look = mix(look, pair(vertex->u, vertex->v));
    }
    return look;
}

// How many sides the shape has whose indices begin here, if it is what
// ImDrawList::AddConvexPolyFilled() makes with anti-aliasing: n inner vertices at the even
// places, n outer ones at the odd; a fan over the inner ones, then for each side two
// triangles to the outer ones. 0 if it is not.
unsigned DisplayList::sides_of_soft_convex(const Source& source, unsigned at) {
    const ImDrawIdx* corners = source.indices + at;
    const ImDrawIdx* end = source.indices + source.end;
    const unsigned first = corners[0];
    unsigned sides = 2;
    while (corners + 3 <= end && corners[0] == first && corners[1] == first + (sides - 1) * 2 &&
           corners[2] == first + sides * 2) {
        ++sides;
        corners += 3;
    }
    if (sides < 3 || corners + static_cast<std::ptrdiff_t>(sides) * 6 > end) return 0;
    unsigned last = first + (sides - 1) * 2;
    for (unsigned side = 0; side < sides; ++side, corners += 6) {
        unsigned here = first + side * 2;
        if (corners[0] != here || corners[1] != last || corners[2] != last + 1 ||
            corners[3] != last + 1 || corners[4] != here + 1 || corners[5] != here) {
            return 0;
        }
        last = here;
    }
    return sides;
}

// Reads the soft convex shape whose indices begin here, if it is one and of one colour, its
// outer vertices without alpha. The index behind its last; `begin` if it is none.
unsigned DisplayList::add_soft_convex(const Source& source, unsigned begin) {
    const unsigned sides = sides_of_soft_convex(source, begin);
    if (sides == 0) return begin;
    const ImDrawVert* from = source.vertices + source.indices[begin];
    const ImVec2 white = from->uv;
    const ImU32 inner = from->col;
    const ImU32 outer = inner & ~static_cast<ImU32>(IM_COL32_A_MASK);
    if (!source.white(white)) return begin;

    Item item;
    item.kind = ItemKind::convex;
    item.colour = argb(inner);
    item.clip = source.clip_number;
    item.vertex_first = static_cast<std::uint32_t>(vertices_.size());
    item.vertex_count = sides * 2;
    vertices_.resize(item.vertex_first + item.vertex_count);
    Vertex* to = vertices_.data() + item.vertex_first;
    Extent extent;
    bool alike = true;
    for (unsigned side = 0; side < sides; ++side) {
        for (const ImU32 colour : {inner, outer}) {
            alike = alike && from->col == colour && from->uv.x == white.x && from->uv.y == white.y;
            *to = {.x = subpixels(from->pos.x), .y = subpixels(from->pos.y)};
            to->colour = colour == inner ? item.colour : item.colour & 0xFFFFFFU;
            extent.add(*to);
            ++from;
            ++to;
        }
    }
    if (!alike) {
        vertices_.resize(item.vertex_first);
        return begin;
    }
    const unsigned end = begin + (sides - 2) * 3 + sides * 6;
    if (!place_shape(source, extent, item)) return end;
    item.look = look_of_vertices(item, look_start(item.kind, item.colour));
    items_.push_back(item);
    return end;
}

}  // namespace hall::kiosk::canvas
