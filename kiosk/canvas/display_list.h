// Display list: one frame as ImGui drew it, sorted into the few kinds of things that a
// screen of text, cards and pictures is made of, in whole numbers.
//
// Everything the raster needs is copied in here; ImGui's buffers may change afterwards.
// Two items with the same look, box and anchor paint the same pixels: that is what the
// differ relies on. Pure; one thread. Building a list like the last one allocates
// nothing.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "kiosk/canvas/geometry.h"
#include "kiosk/canvas/glyph_sheet.h"
#include "kiosk/canvas/image.h"

struct ImDrawData;
struct ImDrawList;
struct ImDrawCmd;

namespace hall::kiosk::canvas {

enum class ItemKind : std::uint8_t {
    solid,      // a rectangle of one colour
    glyph,      // a picture of the sheet, pixel for pixel, in one colour
    picture,    // an image in an upright rectangle
    convex,     // a filled shape with a soft edge: cards, buttons, seals
    triangles,  // anything else
};

struct Item {
    Rect box;  // the pixels it may touch
    int anchor_x = 0;
    int anchor_y = 0;          // where it stands; `look` is all the rest
    std::uint64_t look = 0;    // a hash
    std::uint32_t colour = 0;  // 0xAARRGGBB, alpha not multiplied in
    std::uint16_t clip = 0;    // of DisplayList::clips()
    ItemKind kind = ItemKind::solid;
    bool opaque = false;  // hides whatever lies under its box

    // glyph: the place in the sheet of the anchor. picture: pictures()[first].
    int u = 0;
    int v = 0;
    // convex: corners and points of the fringe in turn, from vertices()[vertex_first] on.
    // triangles: in indices(), which count from there.
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    std::uint32_t vertex_first = 0;
    std::uint32_t vertex_count = 0;
    const Image* image = nullptr;  // of picture and triangles; null: the sheet
    bool textured = false;         // of triangles
};

// In 1/256 pixel of the screen and 1/256 pixel of the texture.
struct Vertex {
    int x = 0;
    int y = 0;
    int u = 0;
    int v = 0;
    std::uint32_t colour = 0;  // 0xAARRGGBB
};

// Which part of an image each pixel of the screen shows, in 2^-24 pixels of the image:
// the middle of the pixel at the anchor, and one pixel of the screen further.
struct PictureMap {
    std::int64_t u = 0;
    std::int64_t v = 0;
    std::int64_t u_step = 0;
    std::int64_t v_step = 0;
};

class DisplayList {
  public:
    // Reads a finished frame. Quads that show the sheet at its own size are snapped to
    // whole pixels, so that text is never blurred. Commands with a callback are ignored.
    //
    // REQUIRES: data.DisplayPos is (0, 0); texture ids are null, &sheet or an Image;
    // `background` is 0xRRGGBB, what shows where nothing was drawn.
    void build(const ImDrawData& data, Size size, std::uint32_t background,
               const GlyphSheet& sheet);

    Size size() const { return size_; }
    const std::vector<Item>& items() const { return items_; }  // back to front
    const std::vector<Rect>& clips() const { return clips_; }  // each once
    const std::vector<Vertex>& vertices() const { return vertices_; }
    const std::vector<std::uint32_t>& indices() const { return indices_; }
    const std::vector<PictureMap>& pictures() const { return pictures_; }

  private:
    struct Source;  // the command that is being read
    struct Quad;
    struct Extent;

    void read_command(const ImDrawList& list, const ImDrawCmd& command, const GlyphSheet& sheet);
    Source source_of(const ImDrawList& list, const ImDrawCmd& command,
                     const GlyphSheet& sheet) const;
    static std::optional<Quad> quad_at(const Source& source, unsigned at);
    bool add_quad(const Source& source, const Quad& quad);
    void add_solid(const Source& source, const Quad& quad);
    bool add_glyph(const Source& source, const Quad& quad);
    void add_picture(const Source& source, const Quad& quad);
    unsigned add_mesh(const Source& source, unsigned begin);
    void add_texture(const Source& source, unsigned lowest, Item& item);
    static unsigned sides_of_soft_convex(const Source& source, unsigned at);
    unsigned add_soft_convex(const Source& source, unsigned begin);
    bool place_shape(const Source& source, const Extent& extent, Item& item);
    std::uint64_t look_of_vertices(const Item& item, std::uint64_t look) const;
    std::uint16_t clip_number(const Rect& clip);

    Size size_;
    std::vector<Item> items_;
    std::vector<Rect> clips_;
    std::vector<Vertex> vertices_;
    std::vector<std::uint32_t> indices_;
    std::vector<PictureMap> pictures_;
};

}  // namespace hall::kiosk::canvas
