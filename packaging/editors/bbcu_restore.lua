--[[ BBCU Restore for darktable: a button among "actions on selection" (and a shortcut) that restores the selected photos.

Each is developed as darktable would export it, 16 bits per channel, restored by the command line, and the result is
imported beside the photo and grouped with it; the photo itself is not changed.

Copy this file to the folder "lua" in darktable's configuration (~/.config/darktable/lua) and add a line to "luarc"
beside that folder:

    require "bbcu_restore"

In darktable's preferences, under "Lua options": the command, with its folder if it is not on the PATH, and its options.
]]

local dt = require "darktable"

local NAME = "bbcu_restore"
local LABEL = "restore (BBCU)"

dt.preferences.register(NAME, "command", "string", "BBCU Restore: command",
  "the program bbcu, with its folder if it is not on the PATH", "bbcu")
dt.preferences.register(NAME, "options", "string", "BBCU Restore: options",
  "what is asked of it, as after: bbcu restore", "--plan auto")

-- A word of a command line, as the system's shell takes it.
local function quoted(text)
  if dt.configuration.running_os == "windows" then
    return '"' .. text .. '"'
  end
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

local function exists(path)
  local file = io.open(path, "rb")
  if file then
    file:close()
  end
  return file ~= nil
end

-- Where the result of an image goes: beside it, under a name that is free.
local function target_of(image)
  local base = image.path .. "/" .. image.filename:gsub("%.[^.]*$", "") .. "-restored"
  local path, count = base .. ".tif", 1
  while exists(path) do
    count = count + 1
    path = base .. "-" .. count .. ".tif"
  end
  return path
end

-- Develop an image, restore it, import the result; gives the new image, or nil and why there is none.
local function restore(image)
  local reserved = os.tmpname()
  local source, target = reserved .. ".tif", target_of(image)
  local format = dt.new_format("tiff")
  format.bpp = 16
  format:write_image(image, source, false)
  local command = quoted(dt.preferences.read(NAME, "command", "string")) .. " restore " .. quoted(source) .. " -o "
    .. quoted(target) .. " " .. dt.preferences.read(NAME, "options", "string")
  if dt.configuration.running_os == "windows" then
    command = '"' .. command .. '"' -- cmd takes the outermost quotes off
  end
  local code = dt.control.execute(command)
  os.remove(source)
  os.remove(reserved)
  if code ~= 0 then
    return nil, "it could not be restored"
  end
  if not exists(target) then
    return nil, "nothing was found that would do it good"
  end
  local made = dt.database.import(target)
  made:group_with(image.group_leader)
  return made
end

local function restore_all(images)
  local job = dt.gui.create_job(LABEL, true)
  for place, image in ipairs(images) do
    local made, why = restore(image)
    if made == nil then
      dt.print(image.filename .. ": " .. why)
    end
    job.percent = place / #images
  end
  job.valid = false
end

if dt.gui ~= nil then -- the command line of darktable has no buttons
  dt.gui.libs.image.register_action(NAME, LABEL, function(_, images) restore_all(images) end,
    "free from noise, repair what JPEG did: the results come beside the photos")
  dt.register_event(NAME, "shortcut", function() restore_all(dt.gui.action_images) end, LABEL)
end

return { restore = restore }
