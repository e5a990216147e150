export type Catalogue = 'NSXY' | 'QSGG' | 'FZCH' | 'ZDAJ';
export type Cells = Readonly<Record<string, string>>;

/** Column names of each catalogue's files, in their order. */
export const columns: Readonly<Record<Catalogue, readonly string[]>> = {
  NSXY: head('ND,JB,PDRQ,PDWH,SWJG,FDDBR'),
  QSGG: head('ZSXM,SSQ,QSYE,GGRQ,GGWH,SWJG,FDDBR,FRSFZH'),
  FZCH: head('RDRQ,RDWH,JCRQ,SWJG,FDDBR'),
  ZDAJ: head('AJXZ,SAJE,FKJE,JDRQ,JDWH,GBQ,GBZ,SWJG,BZ'),
};

export const catalogues = Object.keys(columns) as Catalogue[];

function head(own: string): readonly string[] {
  return `XH,NSRSBH,DJXH,NSRMC,${own},CZLX,SCYY`.split(',');
}
