-- Sends requests that were made beforehand: the file named by KEMPELEN_POOL holds them, each after its length
-- in eight digits. With KEMPELEN_DELAY_MS every connection waits about that long before each request, so that
-- a load has a rate instead of taking what it can get.
local requests = {}
local turn = 0

function init()
  local file = assert(io.open(os.getenv("KEMPELEN_POOL"), "rb"))
  for length in function() return file:read(8) end do
    requests[#requests + 1] = file:read(tonumber(length))
  end
  file:close()
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

local pause = tonumber(os.getenv("KEMPELEN_DELAY_MS") or "")
if pause then
  function delay()
    return math.random(0, 2 * pause)
  end
end
