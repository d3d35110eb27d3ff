-- Driven by neovim.test.ts inside of nvim: uses the built-in client on the open file and writes what it saw to $REPORT.
local report = {}

local function await(what, ready)
  assert(vim.wait(60000, ready, 20), 'waited in vain for ' .. what)
end

local function text()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
end

local function find(code)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    local lsp = diagnostic.user_data and diagnostic.user_data.lsp
    if diagnostic.code == code or (lsp and lsp.code == code) then return diagnostic end
  end
end

local function cursor_at(pattern)
  assert(vim.fn.search(pattern, 'w') > 0, pattern .. ' is not in the file')
end

local function diagnostics()
  await('the diagnostic', function() return find('missing-upgrade-headers') end)
  local found = find('missing-upgrade-headers')
  report.diagnostic = { line = found.lnum + 1, severity = found.severity, message = found.message }
end

local function quick_fix()
  vim.api.nvim_win_set_cursor(0, { find('missing-upgrade-headers').lnum + 1, 0 })
  report.offered = {}
  vim.ui.select = function(items, _, choose)
    for _, item in ipairs(items) do
      local action = item.action or item[2]
      table.insert(report.offered, action.title)
    end
    choose(items[1], 1)
  end
  vim.lsp.buf.code_action()
  await('the quick fix', function() return text():find('$http_upgrade', 1, true) end)
  await('the end of the diagnostic', function() return not find('missing-upgrade-headers') end)
end

local function completion()
  cursor_at('proxy_pass')
  vim.api.nvim_put({ '      proxy_re' }, 'l', true, true)
  vim.fn.search('proxy_re$', 'ew')
  local params = vim.lsp.util.make_position_params(0, 'utf-16')
  params.position.character = params.position.character + 1
  local answers = assert(vim.lsp.buf_request_sync(0, 'textDocument/completion', params, 60000))
  report.completions = {}
  for _, answer in pairs(answers) do
    for _, item in ipairs(vim.lsp.util.extract_completion_items(answer.result)) do
      table.insert(report.completions, item.label)
    end
  end
  vim.api.nvim_del_current_line()
end

local function rename()
  cursor_at('upstream \\zsstigman')
  vim.lsp.buf.rename('stigman_app')
  await('the new name', function() return text():find('http://stigman_app/', 1, true) end)
end

local done, problem = pcall(function()
  diagnostics()
  quick_fix()
  completion()
  rename()
  vim.cmd('write')
end)
report.problem = not done and tostring(problem) or nil
vim.fn.writefile({ vim.fn.json_encode(report) }, vim.env.REPORT)
vim.cmd('qall!')
