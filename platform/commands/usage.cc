#include "platform/commands/commands.h"

namespace hall::platform {

namespace {

constexpr std::string_view general =
    "hall-platform：村务一体机的县级平台\n"
    "\n"
    "  hall-platform seed     建一个演示县\n"
    "  hall-platform setup    建一个真正的县，要紧的钥匙不放在这台机器上\n"
    "  hall-platform serve    开始服务\n"
    "  hall-platform import   导入文章或文档，并发布\n"
    "  hall-platform publish  把等着的文档签名发布\n"
    "  hall-platform kiosk    发登记码、看机器、停用机器\n"
    "  hall-platform user     加账号、换口令、换人、看账号\n"
    "  hall-platform staff    机器上的工作人员：加人、换口令、换人、看名单\n"
    "  hall-platform keys     看钥匙、换钥匙、办离线签名\n"
    "  hall-platform stick    给没有网络的村做U盘，收村里带来的U盘\n"
    "\n"
    "每个命令加 --help 看用法。结果码：0 办好，1 办不成，2 用法不对。\n";

struct Usage {
    std::string_view command;
    std::string_view text;
};

constexpr Usage usages[] = {
    {"seed",
     "hall-platform seed --data 目录 [--demo assets/demo] [--today 2026-11-23]\n"
     "                   [--county 广汉市] [--password 口令] [--requests]\n"
     "                   [--assets 目录] [--privacy-reviewed 理由]\n"
     "\n"
     "在空目录里建一个演示县：钥匙、镇村、账号、演示内容和第一次签名。\n"
     "内容里写成 @-3d 的日期按 --today 往前推。账号口令随机生成并打印出来，\n"
     "--password 可以给所有演示账号定一个相同的口令。--requests 再放进一些演示办件，\n"
     "里面的人和证件号都是编的。\n"},
    {"serve",
     "hall-platform serve --data 目录 [--port 0] [--address 127.0.0.1]\n"
     "                    [--public-url https://…] [--behind-proxy] [--assets 目录]\n"
     "\n"
     "准备好后打印一行 listening http://127.0.0.1:端口，收到 SIGTERM 或 SIGINT 后\n"
     "把手上的事办完再停。前面有别的网页服务器时，用 --public-url 写明外面看到的地址，\n"
     "并加 --behind-proxy。\n"},
    {"import",
     "hall-platform import articles --data 目录 --channel county --column 农技指导/植保 "
     "文件.jsonl\n"
     "                     [--privacy-reviewed 理由]\n"
     "hall-platform import documents --data 目录 --channel 频道 文件.jsonl "
     "[--privacy-reviewed 理由]\n"
     "hall-platform import blob --data 目录 [--mime audio/mpeg] 文件\n"
     "\n"
     "articles：每行一个 {\"id\",\"title\",\"body\"}，可带 \"date\"、\"source\"，放进指定的栏目。\n"
     "documents：每行一个 {\"id\",\"type\",\"body\"}，可带 \"at\"、\"gone\"。\n"
     "有一行不合格就全部不导入，并说明是哪一行；加 --skip-bad 只跳过那几行。\n"
     "导入后马上发布；加 --keep 只存着不发布。\n"
     "articles 的正文是普通文字，写什么就显示什么；documents 的正文按 Markdown 显示。\n"
     "文件用UTF-8；UTF-16和GBK会先转换，并说明转过。编号不能重复，日期写 \"2026-11-30\"。\n"
     "公布过的表再改，要在 corrections 里加一条说明；镇村合并，在接下来的村里写 formerly。\n"
     "身份证号、银行卡号、个人手机号、有名有姓的人的病情不能公开，会说明在哪里、可以改成\n"
     "什么。核对过、确实要公开的，用 --privacy-reviewed 写明理由，理由会记进日志。\n"
     "blob：存下一张图片、一段录音或录像，打印一行 JSON，写进文档里要它的地方。\n"
     "图片不用写 --mime：看内容定种类，转正、缩小到2560像素以内，放不了的说明原因。\n"},
    {"publish",
     "hall-platform publish --data 目录 [--channel 频道]\n"
     "\n"
     "把等着的文档签名发布。没有等着的就什么也不变。\n"},
    {"kiosk",
     "hall-platform kiosk code --data 目录 --village 510681113205\n"
     "hall-platform kiosk list --data 目录\n"
     "hall-platform kiosk revoke --data 目录 --kiosk 编号\n"
     "\n"
     "code 打印一个登记码：15分钟内有效，只能用一次。revoke 停用一台机器。\n"},
    {"user",
     "hall-platform user add --data 目录 --name 账号 --shown 名称 --role 角色 [--scope 范围]\n"
     "hall-platform user reset --data 目录 --name 账号\n"
     "hall-platform user replace --data 目录 --name 账号 --shown 名称 [--role 角色] [--scope "
     "范围]\n"
     "hall-platform user list --data 目录\n"
     "\n"
     "角色：county 县，town 镇（范围写9位代码），village 村（12位代码），\n"
     "department 部门（范围写部门全名，和办事指南里一样），discipline 纪检。口令随机生成并打印\n"
     "一次。有了的账号不能再加：忘了口令用 reset，换了人用 replace，登录着的都要重新登录。以前\n"
     "办过的事，留的还是当时的人名。\n"},
    {"staff",
     "hall-platform staff add --data 目录 --village 510681113205 --number 1001 --name 名字 \n"
     "                        [--role staff|secretary|committee]\n"
     "hall-platform staff reset --data 目录 --village 510681113205 --number 1001\n"
     "hall-platform staff replace --data 目录 --village 510681113205 --number 1001 --name 名字\n"
     "                        [--role staff|secretary|committee]\n"
     "hall-platform staff remove --data 目录 --village 510681113205 --number 1001\n"
     "hall-platform staff list --data 目录\n"
     "\n"
     "能在机器上登录的人：staff 代办员（不写就是），secretary 村支书，committee 监督委员。工号\n"
     "4到8位数字，口令随机生成并打印一次。--village all 是每个村都能登录。有了的工号不能再加：\n"
     "忘了口令用 reset，换了人用 replace。名单马上发给村里的机器，下次联网就生效。\n"},
    {"setup",
     "hall-platform setup --data 目录 --places places.csv --county 广汉市\n"
     "                    --add 文件夹[,文件夹] --ceremony 文件夹\n"
     "                    [--threshold root=2,targets=2,release=2] [--content 目录]\n"
     "                    [--help-phone 电话] [--help-text 一句话] [--help-hours 时间]\n"
     "                    [--assets 目录] [--privacy-reviewed 理由]\n"
     "\n"
     "建一个真正的县。root、targets、release 的钥匙由几个保管人各自做在自己的U盘上\n"
     "（hall-platform keys create），只把公开的一半（.public 文件）交来，用 --add 写明\n"
     "它们在哪个文件夹。平台把要签的文件写进 --ceremony 文件夹；签够了办 keys ceremony\n"
     "finish，这个县才算建成。不写 --threshold 就是每个角色要两把钥匙签。\n"},
    {"keys",
     "在平台上：\n"
     "hall-platform keys list --data 目录\n"
     "hall-platform keys create 角色… --data 目录 [--ceremony 文件夹]\n"
     "hall-platform keys rotate 角色… --data 目录 [--ceremony 文件夹] [--stolen]\n"
     "hall-platform keys retire 角色 编号 --data 目录\n"
     "hall-platform keys ceremony begin --data 目录 --ceremony 文件夹\n"
     "    [--rotate 角色,…] [--add 文件夹,…] [--drop 角色/编号,…] [--threshold root=2,…]\n"
     "    [--documents] [--renew]\n"
     "hall-platform keys ceremony finish --data 目录 --ceremony 文件夹\n"
     "保管人在自己的、不联网的机器上：\n"
     "hall-platform keys create root targets release --key-folder U盘上的文件夹\n"
     "hall-platform keys ceremony show 文件夹\n"
     "hall-platform keys sign 文件夹 --key-folder U盘上的文件夹\n"
     "\n"
     "list 列出钥匙的编号，不显示内容，并说明哪些离线保管、哪天到期。\n"
     "create 给地方名录里新添的村（village-…）或镇（town-…）做钥匙，镇要 targets 签名。\n"
     "rotate 换一把新钥匙：村的马上换好；timestamp、snapshot、county、town-… 要 root 或\n"
     "targets 签名，钥匙不在这台机器上就用 --ceremony 写出要签的文件；receipt 和 seal-…\n"
     "写进设置公布，旧的再用一段时间。被偷了加 --stolen，旧的马上作废。\n"
     "retire 换下一把已经换过的旧钥匙。\n"
     "ceremony begin 准备一次离线签名：--add、--drop 换保管人的钥匙，--threshold 改要几把\n"
     "才算数，--documents 发布等着的软件，--renew 到期前重签。show 看要签什么；sign 只用\n"
     "自己那把钥匙签；finish 核对新旧两边的签名都够数，再发布。\n"},
    {"stick",
     "hall-platform stick make 目录 --data 目录 --village 510681113205[,…]\n"
     "hall-platform stick make 目录 --data 目录 --town 510681113\n"
     "hall-platform stick make 目录 --data 目录 --all\n"
     "hall-platform stick take 目录 --data 目录\n"
     "\n"
     "目录是U盘挂载的地方，只动里面的 HALL 文件夹。make 把这些村的最新资料、回复和回执\n"
     "写上U盘，不写给哪里做，就给U盘上已有的村更新。take 收下村里机器写的办件，并把回执\n"
     "写回同一个U盘；重复收同一个U盘没有坏处。用完请先卸载再拔。\n"},
};

}  // namespace

std::string_view usage() {
    return general;
}

std::string_view usage_of(std::string_view command) {
    for (const Usage& usage : usages) {
        if (usage.command == command) return usage.text;
    }
    return {};
}

}  // namespace hall::platform
