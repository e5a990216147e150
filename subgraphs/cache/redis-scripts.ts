/** Takes the claim KEYS[1] for flight ARGV[1] and ARGV[2] milliseconds in manner ARGV[3]; gives who has it, nil: we do. */
export const claimScript = `
local held = redis.call('GET', KEYS[1])
if held and ARGV[3] ~= 'OVER' and not (ARGV[3] == 'FIRM' and string.sub(held, 1, 1) == '~') then return held end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return false`;

/** Keeps ARGV[2] under KEYS[1] for ARGV[3] milliseconds while the claim KEYS[2] is that of flight ARGV[1]. */
export const keepScript = `
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('DEL', KEYS[2])
return 1`;

/** Ends the claim KEYS[1] of flight ARGV[1], and leaves ARGV[2] there for ARGV[3] milliseconds unless it is empty. */
export const abandonScript = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
return 1`;
