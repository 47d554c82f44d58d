/* How htmx is configured (docs/decisions/htmx.md): sent at the end of htmx.min.js, so that no page repeats it. */
Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  allowScriptTags: false,
  defaultSettleDelay: 0,
  responseHandling: [{"code":"204|50[24]","swap":false,"error":true},{"code":"...","swap":true}]
});
