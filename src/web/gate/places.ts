// The pages before sign-in by their address; each is loaded together with the gate around it, and alone.
import type { Component } from 'svelte';

export type GatePlace = 'sign-in' | 'setup' | 'invite';
export type GatePage = Component<{ token: string; onsignedin: () => void }>;
const loads: Record<GatePlace, () => Promise<{ default: Component<{ token: string; onsignedin: () => void }> | Component<{ onsignedin: () => void }> }>> = {
  'sign-in': () => import('./SignIn.svelte'), setup: () => import('./Setup.svelte'), invite: () => import('./Invite.svelte'),
};

export function placeOf(path: string): { place: GatePlace; token: string } {
  const [, first, token = ''] = path.split('/');
  return { place: first === 'setup' || first === 'invite' ? first : 'sign-in', token };
}
export const loadPage = async (place: GatePlace): Promise<GatePage> => (await loads[place]()).default as GatePage; // the sign-in ignores the token
